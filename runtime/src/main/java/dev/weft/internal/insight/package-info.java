/** The readers behind {@code dev.weft.insight}, the texts of snapshots, and the watch for loops that stand still. */
@NullMarked
package dev.weft.internal.insight;

import org.jspecify.annotations.NullMarked;
