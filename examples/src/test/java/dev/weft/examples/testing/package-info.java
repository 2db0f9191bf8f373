/**
 * Lessons that are tests, because JUnit runs them, or because the agent looks closer at this package: its option is {@code
 * test=dev.weft.examples.testing.}.
 */
package dev.weft.examples.testing;
