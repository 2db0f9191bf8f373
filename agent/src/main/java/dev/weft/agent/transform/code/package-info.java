/** The knowledge of bytecode that several stages share: types, control flow, liveness, names. */
@NullMarked
package dev.weft.agent.transform.code;

import org.jspecify.annotations.NullMarked;
