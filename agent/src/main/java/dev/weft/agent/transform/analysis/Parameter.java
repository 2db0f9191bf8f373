package dev.weft.agent.transform.analysis;

/**
 * A parameter as the body sees it, the receiver included.
 *
 * @param slot its local variable
 * @param descriptor its declared type
 */
public record Parameter(int slot, String descriptor) {}
