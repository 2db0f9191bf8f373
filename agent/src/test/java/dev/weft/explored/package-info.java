/** Bugs of public reports as small programs, which an explorer finds, and their mended twins, in which it finds nothing. */
package dev.weft.explored;
