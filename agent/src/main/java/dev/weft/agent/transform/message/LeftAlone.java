package dev.weft.agent.transform.message;

/**
 * A method, or calls in it, that was not woven, with the reason.
 *
 * @param owner the internal name of the class
 * @param method the name of the method, or the empty string when the whole class is meant
 * @param reason why, in a few words that are the same for all of the kind
 * @param count how many: 1 for a method, the number of calls for calls in it
 */
public record LeftAlone(String owner, String method, String reason, int count) {}
