package dev.weft.agent.transform.emit;

/**
 * A class that the weaver made.
 *
 * @param name its internal name
 * @param bytes its class file; it is never changed
 * @param shape what another version of the same class must have in common with it, so that its instances fit both
 */
public record GeneratedClass(String name, byte[] bytes, String shape) {}
