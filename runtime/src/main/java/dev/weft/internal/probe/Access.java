package dev.weft.internal.probe;

import dev.weft.internal.loop.Activity;

/**
 * A read or a write of a variable.
 *
 * @param by the task or the callback
 * @param step the number of its step on the loop
 * @param place where, as the agent has written it: see {@link Place}
 */
record Access(Activity by, int step, String place) {}
