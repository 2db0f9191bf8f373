package dev.weft.agent.transform.analysis;

import dev.weft.agent.transform.code.ValueType;

/**
 * A local variable whose value is still needed after an await.
 *
 * @param slot where it lives in the normalised method
 * @param type what the verifier knows of it there
 * @param changes whether code that runs after an await writes it
 * @param name its name in the source, empty for a temporary or when the class file keeps no names
 * @param declared the descriptor of its type in the source; that of its {@code type} when the class file keeps no names
 */
public record LiveLocal(int slot, ValueType type, boolean changes, String name, String declared) {}
