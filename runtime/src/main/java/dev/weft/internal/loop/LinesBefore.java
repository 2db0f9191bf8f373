package dev.weft.internal.loop;

/**
 * The empty space before fields that one thread writes all the time, while others use what stands next to them.
 *
 * <p>Two such things in one cache line cost each thread some 100 ns for each access, and the garbage collector moves
 * objects next to each other as it likes. So such fields get a class of their own between this one, which keeps what is
 * before them away, and a subclass that begins with 120 empty bytes of its own. The JVM lays out the fields of a
 * superclass before those of a subclass, and fills a gap only with what fits it: the int is for the gap that there may
 * be behind the object's header.
 */
abstract class LinesBefore {
    int before0;
    long before1, before2, before3, before4, before5, before6, before7, before8;
    long before9, before10, before11, before12, before13, before14, before15;
}
