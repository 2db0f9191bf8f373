/** The values of context variables: immutable snapshots, and the place of the current one. */
@NullMarked
package dev.weft.internal.context;

import org.jspecify.annotations.NullMarked;
