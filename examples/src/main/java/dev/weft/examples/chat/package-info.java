/**
 * A chat: a server on HTTP with server-sent events, and a web page that talks to it.
 */
@NullMarked
package dev.weft.examples.chat;

import org.jspecify.annotations.NullMarked;
