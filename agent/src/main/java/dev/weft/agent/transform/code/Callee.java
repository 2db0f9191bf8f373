package dev.weft.agent.transform.code;

/**
 * A woven method whose body may be called without a coroutine object.
 *
 * @param names the method and its bodies
 * @param ofInterface whether its class is an interface
 * @param result how its bodies give the result
 */
public record Callee(MethodNames names, boolean ofInterface, BodyResult result) {}
