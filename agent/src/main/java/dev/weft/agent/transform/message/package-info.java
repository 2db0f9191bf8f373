/**
 * The messages of the weaver to the user, below all stages.
 */
@NullMarked
package dev.weft.agent.transform.message;

import org.jspecify.annotations.NullMarked;
