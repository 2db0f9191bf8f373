/**
 * The programs that run in JVMs of their own while they are measured from outside, each as small as its question allows.
 */
@NullMarked
package dev.weft.benchmarks.program;

import org.jspecify.annotations.NullMarked;
