package dev.weft.agent.transform.emit;

/**
 * A class that the weaver made.
 *
 * @param name its internal name
 * @param bytes its class file; nobody changes it
 */
public record GeneratedClass(String name, byte[] bytes) {}
