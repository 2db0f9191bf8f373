/**
 * The one command that measures every row of the table: which rows there are, how each is measured, and how the result
 * is told. {@link dev.weft.benchmarks.table.Rows} is the table of contents.
 */
@NullMarked
package dev.weft.benchmarks.table;

import org.jspecify.annotations.NullMarked;
