package dev.weft.agent.transform.plan;

import dev.weft.agent.transform.code.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A local that survives a suspension.
 *
 * @param slot where it lives in the normalised method
 * @param type its verification type
 * @param field where the frame keeps it; null if its type is null and nothing needs to be kept
 * @param changes whether the field may hold something else when the activation suspends here again
 * @param name its name in the source, or empty
 * @param declared the descriptor of its type in the source, if the class file tells
 */
public record SavedLocal(
        int slot, ValueType type, @Nullable FrameField field, boolean changes, String name, String declared) {}
