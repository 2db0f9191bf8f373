/**
 * What lies under streams: sockets and memory that carry bytes, written on the public readiness API of the loop, and what
 * each loop keeps for them.
 */
@NullMarked
package dev.weft.internal.net;

import org.jspecify.annotations.NullMarked;
