/**
 * The values of context variables: immutable snapshots, and where the current one is kept.
 */
@NullMarked
package dev.weft.internal.context;

import org.jspecify.annotations.NullMarked;
