package dev.weft.internal.insight;

import java.util.Set;

/** The threads of this JVM that can run code of the program beside the calling one. */
final class ForeignThreads {

    /* The JVM's own, which run no code of a program that could wake a loop; and those of Weft that only observe. */
    private static final Set<String> OF_THE_JVM = Set.of(
            "Reference Handler",
            "Finalizer",
            "Signal Dispatcher",
            "Common-Cleaner",
            "Notification Thread",
            "Service Thread",
            "Attach Listener",
            "DestroyJavaVM",
            "Monitor Ctrl-Break", // of an IDE
            "weft-debug",
            "weft-look"); // of the agent, which removes its answer to a command

    private ForeignThreads() {}

    /** Tells whether there are any. Carriers of virtual threads count, and so do idle threads of pools. */
    static boolean any() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        for (ThreadGroup parent = root.getParent(); parent != null; parent = root.getParent()) {
            root = parent;
        }
        Thread[] all = new Thread[16];
        int count = root.enumerate(all);
        while (count == all.length) { // the array was too small, perhaps
            all = new Thread[2 * all.length];
            count = root.enumerate(all);
        }
        for (int i = 0; i < count; i++) {
            if (all[i] != Thread.currentThread() && !OF_THE_JVM.contains(all[i].getName())) {
                return true;
            }
        }
        return false;
    }
}
