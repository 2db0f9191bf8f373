package dev.weft.internal.loop;

/**
 * Padding before fields that one thread writes all the time while others use neighbouring memory.
 *
 * <p>Two such fields in one cache line cost each thread some 100 ns for each access, and the garbage collector moves
 * objects next to each other as it likes. So such fields get a class of their own between this one, which keeps what
 * precedes them away, and a subclass that begins with 120 bytes of padding of its own. The JVM lays out the fields of a
 * superclass before those of a subclass, and fills a gap only with what fits it: the int is for the gap that may follow
 * the object's header.
 */
abstract class LinesBefore {
    int before0;
    long before1, before2, before3, before4, before5, before6, before7, before8;
    long before9, before10, before11, before12, before13, before14, before15;
}
