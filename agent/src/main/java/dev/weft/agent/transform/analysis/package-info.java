/**
 * The stage that finds what is live at each await.
 */
@NullMarked
package dev.weft.agent.transform.analysis;

import org.jspecify.annotations.NullMarked;
