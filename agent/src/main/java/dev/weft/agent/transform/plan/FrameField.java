package dev.weft.agent.transform.plan;

import org.jspecify.annotations.Nullable;

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

    // Written out, as those of a record bring up method handles: 50 ms at the start of every program that awaits.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FrameField that && name.equals(that.name) && descriptor.equals(that.descriptor);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + descriptor.hashCode();
    }
}
