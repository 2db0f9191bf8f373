/**
 * The weaver: bytes → scan → normalise → analyse → plan → emit → verify → bytes, each arrow a pure function.
 */
@NullMarked
package dev.weft.agent.transform;

import org.jspecify.annotations.NullMarked;
