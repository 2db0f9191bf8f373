/**
 * The last stage: checks what was woven and writes it down for people to read.
 */
@NullMarked
package dev.weft.agent.transform.verify;

import org.jspecify.annotations.NullMarked;
