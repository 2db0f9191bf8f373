/**
 * The weaving style of async generators.
 */
@NullMarked
package dev.weft.agent.transform.emit.generator;

import org.jspecify.annotations.NullMarked;
