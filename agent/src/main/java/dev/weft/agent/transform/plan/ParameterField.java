package dev.weft.agent.transform.plan;

/**
 * A parameter of the method, and where a coroutine object that was not started yet keeps it.
 *
 * @param slot its local variable in the normalised method
 * @param descriptor its declared type
 * @param field the frame's field
 */
public record ParameterField(int slot, String descriptor, FrameField field) {}
