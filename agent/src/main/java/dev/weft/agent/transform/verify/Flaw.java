package dev.weft.agent.transform.verify;

/**
 * A flaw of a woven class.
 *
 * @param owner the internal name of the class
 * @param method the name of the method, or the empty string when the whole class is meant
 * @param message what is wrong
 */
public record Flaw(String owner, String method, String message) {}
