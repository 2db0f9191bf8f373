/**
 * Measurements of whole JVMs: what JMH, which measures inside one, cannot see.
 */
@NullMarked
package dev.weft.benchmarks.process;

import org.jspecify.annotations.NullMarked;
