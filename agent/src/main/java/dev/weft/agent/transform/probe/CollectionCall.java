package dev.weft.agent.transform.probe;

/**
 * What a method does to the collection, or to the atomic variable, on which it is called.
 *
 * @param access a sum of {@code RuntimeAbi.PROBE_READ} and the like
 * @param ofEntry whether it concerns one entry, which its first argument names
 */
record CollectionCall(int access, boolean ofEntry) {}
