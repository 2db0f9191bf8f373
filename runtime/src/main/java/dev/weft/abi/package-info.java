/**
 * The interface between woven code and the runtime. It is not for programs: names and meaning change with the agent.
 */
@NullMarked
package dev.weft.abi;

import org.jspecify.annotations.NullMarked;
