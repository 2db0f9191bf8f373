/**
 * The weaving style of coroutines.
 */
@NullMarked
package dev.weft.agent.transform.emit.coroutine;

import org.jspecify.annotations.NullMarked;
