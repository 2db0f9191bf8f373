/**
 * The weaving style of methods that return a stage.
 */
@NullMarked
package dev.weft.agent.transform.emit.stage;

import org.jspecify.annotations.NullMarked;
