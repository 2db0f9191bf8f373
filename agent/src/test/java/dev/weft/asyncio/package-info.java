/**
 * The cases of CPython's {@code test_asyncio}, written anew: what asyncio promises its users, checked on Weft in virtual time.
 *
 * <p>{@code @PortOf} names the Python class that a class of tests follows, {@code @Ported} the cases that a test stands for.
 * {@code src/test/resources/asyncio} has the list of all cases, those that were left out and why, and a script that runs the
 * ported ones under CPython.
 */
package dev.weft.asyncio;
