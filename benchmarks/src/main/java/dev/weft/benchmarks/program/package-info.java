/**
 * Programs that run in their own JVMs and are measured from outside, each as small as its question allows.
 */
@NullMarked
package dev.weft.benchmarks.program;

import org.jspecify.annotations.NullMarked;
