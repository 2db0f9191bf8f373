package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.MethodNames;
import dev.weft.agent.transform.code.StartResult;

/**
 * A method whose body may be called without a coroutine object.
 *
 * @param names what it is woven into
 * @param result how its start body gives the result
 */
record Callee(MethodNames names, StartResult result) {}
