/**
 * Lessons that are tests, because JUnit runs them, or because the agent looks closer at the examples: its option is {@code
 * test=dev.weft.examples.}.
 */
package dev.weft.examples.testing;
