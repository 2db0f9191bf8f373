package dev.weft.internal.insight;

/**
 * The position of a task or call, by which a later look tells whether it has moved.
 *
 * @param who the task or the call, the same object for as long as it lives
 * @param at an object, or a list of values, that is another one when it has moved
 */
record Mark(Object who, Object at) {}
