package dev.weft.benchmarks.program;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** The live part of the heap. */
final class Heap {
    private static final int COLLECTIONS = 3; // the later ones free objects that the first made unreachable

    private Heap() {}

    /** Returns the bytes in use after a full collection, as counted by the collector, without later allocations. */
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
