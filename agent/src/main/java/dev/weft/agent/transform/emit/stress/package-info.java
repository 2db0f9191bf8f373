/**
 * The weaving style of stress mode.
 */
@NullMarked
package dev.weft.agent.transform.emit.stress;

import org.jspecify.annotations.NullMarked;
