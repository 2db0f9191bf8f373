/**
 * What several stages know of bytecode: types, control flow, liveness, names.
 */
@NullMarked
package dev.weft.agent.transform.code;

import org.jspecify.annotations.NullMarked;
