/**
 * Measurements of whole JVMs, which JMH cannot make because it measures inside one.
 */
@NullMarked
package dev.weft.benchmarks.process;

import org.jspecify.annotations.NullMarked;
