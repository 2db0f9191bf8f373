package dev.weft.agent.transform.code;

import java.util.List;

/**
 * The types that the verifier knows just before one instruction.
 *
 * @param locals by slot; a long or double is followed by {@link ValueType#TOP}
 * @param stack bottom first, one entry a value whatever its size
 */
public record TypeState(List<ValueType> locals, List<ValueType> stack) {
    /** Copies both lists. */
    public TypeState {
        locals = List.copyOf(locals);
        stack = List.copyOf(stack);
    }

    /** The type in {@code slot}, {@link ValueType#TOP} beyond the known ones. */
    public ValueType local(int slot) {
        return slot < locals.size() ? locals.get(slot) : ValueType.TOP;
    }
}
