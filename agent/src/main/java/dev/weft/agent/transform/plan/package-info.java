/**
 * The stage that decides which local is kept in which field of the frame.
 */
@NullMarked
package dev.weft.agent.transform.plan;

import org.jspecify.annotations.NullMarked;
