/** Streams over real sockets: twins of CPython's programs, and the faults that a network brings. */
package dev.weft.network;
