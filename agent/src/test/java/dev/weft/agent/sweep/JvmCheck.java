package dev.weft.agent.sweep;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lets the JVM verify the classes of a woven library: each is linked in a class loader that is thrown away. */
final class JvmCheck {
    private final WovenLibrary woven;
    private final Map<String, Integer> notLinked = new TreeMap<>();
    private int linked;

    private JvmCheck(WovenLibrary woven) {
        this.woven = woven;
    }

    /** Links all classes; what the JVM refuses although it accepts the original is a failure of the library. */
    static JvmCheck of(WovenLibrary woven) {
        var check = new JvmCheck(woven);
        if (woven.library().name().startsWith("java.base")) {
            check.linkBootClasses();
        } else {
            check.linkLibrary();
        }
        return check;
    }

    /** How many classes and frame classes the JVM has verified. */
    int linked() {
        return linked;
    }

    /** How many classes it could not, and why. */
    Map<String, Integer> notLinked() {
        return notLinked;
    }

    private void linkLibrary() {
        var library = woven.library();
        var loader = new MemoryLoader(library.loader(), List.of(woven.hosts(), woven.frames(), library.rest()));
        var originals = new MemoryLoader(library.loader(), List.of(library.files(), library.rest()));
        for (var name : new TreeSet<>(woven.hosts().keySet())) {
            var failure = link(name, loader);
            if (failure != null) {
                tellOf(name, failure, link(name, originals));
            }
        }
        for (var name : new TreeSet<>(woven.frames().keySet())) {
            var failure = link(name, loader);
            if (failure != null) {
                woven.failures().add("JVM: frame class " + name + ": " + failure);
            }
        }
    }

    private void linkBootClasses() {
        var boot = new BootLoader(woven);
        var defined = boot.defineAll();
        leave("loaded before the sweep began", woven.hosts().size() - defined.size());
        defined.forEach(name -> {
            var failure = link(name, null);
            if (failure != null) {
                woven.failures().add("JVM: " + name + ": " + failure);
            }
        });
    }

    /** What fails in the same way without being woven lacks another library. */
    private void tellOf(String name, Throwable failure, Throwable ofOriginal) {
        if (ofOriginal != null && ofOriginal.getClass() == failure.getClass()) {
            leave(
                    "cannot be linked without being woven either: "
                            + failure.getClass().getSimpleName(),
                    1);
        } else if (failure instanceof NoClassDefFoundError && isMissing(String.valueOf(failure.getMessage()))) {
            leave("needs a library that is not there", 1);
        } else {
            woven.failures().add("JVM: " + name + ": " + failure + ", the original: " + ofOriginal);
        }
    }

    private boolean isMissing(String name) {
        return !woven.library().files().containsKey(name)
                && !woven.library().rest().containsKey(name)
                && !woven.frames().containsKey(name)
                && woven.library().loader().getResource(name + ".class") == null;
    }

    private void leave(String reason, int count) {
        notLinked.merge(reason, count, Integer::sum);
    }

    /** Why a class cannot be linked, or null. To look at its constructors, the JVM verifies a class but does not initialise it. */
    private Throwable link(String name, ClassLoader loader) {
        try {
            var type = Class.forName(name.replace('/', '.'), false, loader);
            var unused = type.getDeclaredConstructors();
            linked++;
            return null;
        } catch (ClassNotFoundException | LinkageError failure) {
            return failure;
        }
    }
}
