/**
 * Streams over TCP, Unix domain sockets and memory: connections, servers, and readers and writers with back-pressure. The
 * counterpart of {@code asyncio}'s streams.
 */
@NullMarked
package dev.weft.net;

import org.jspecify.annotations.NullMarked;
