/**
 * Probes of code under test: which variables each step reads and writes, and what a test's loop has in place of the JDK's
 * time, chance and blocking calls.
 */
@NullMarked
package dev.weft.internal.probe;

import org.jspecify.annotations.NullMarked;
