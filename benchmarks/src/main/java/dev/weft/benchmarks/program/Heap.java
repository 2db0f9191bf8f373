package dev.weft.benchmarks.program;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** What is alive on the heap. */
final class Heap {
    private static final int COLLECTIONS = 3; // the later ones free what the first made reachable by nothing

    private Heap() {}

    /** Bytes in use after a full collection, as the collector itself counted: no thread has taken room for more since. */
    static long live() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                bytes += pool.getCollectionUsage().getUsed();
            }
        }
        return bytes;
    }
}
