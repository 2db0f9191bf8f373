/**
 * Probes in code under test ({@code test=}): class file → class file whose variables, time, chance and blocking calls a
 * test's loop can see.
 */
@NullMarked
package dev.weft.agent.transform.probe;

import org.jspecify.annotations.NullMarked;
