/**
 * The command that measures every row of the table: the rows, how each is measured, and how the results are reported.
 * {@link dev.weft.benchmarks.table.Rows} is the table of contents.
 */
@NullMarked
package dev.weft.benchmarks.table;

import org.jspecify.annotations.NullMarked;
