/**
 * The stage that brings an async method into the form the others rely on.
 */
@NullMarked
package dev.weft.agent.transform.normalise;

import org.jspecify.annotations.NullMarked;
