/**
 * What woven code calls. Not for programs: names and meaning change with the agent.
 */
@NullMarked
package dev.weft.abi;

import org.jspecify.annotations.NullMarked;
