package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.MethodNames;

/**
 * A method whose body may be called without a coroutine object.
 *
 * @param names what it is woven into
 * @param result how its bodies give the result
 */
record Callee(MethodNames names, BodyResult result) {}
