package dev.weft.agent.transform.analysis;

/**
 * A parameter as the body sees it, the receiver included.
 *
 * @param slot its local variable
 * @param descriptor its declared type
 * @param name its name in the source, empty when the class file keeps no names
 */
public record Parameter(int slot, String descriptor, String name) {}
