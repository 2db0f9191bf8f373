package dev.weft.agent.transform.plan;

/**
 * A field of a generated frame class.
 *
 * @param name its name
 * @param descriptor its type
 */
public record FrameField(String name, String descriptor) {
    /** Whether a collector can see what it holds. */
    public boolean isReference() {
        return descriptor.length() > 1;
    }
}
