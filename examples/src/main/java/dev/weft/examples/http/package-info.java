/**
 * An HTTP/1.1 server and an HTTP/1.1 client on streams, and a site that uses the server.
 */
@NullMarked
package dev.weft.examples.http;

import org.jspecify.annotations.NullMarked;
