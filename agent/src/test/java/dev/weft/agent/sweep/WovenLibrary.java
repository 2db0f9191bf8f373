package dev.weft.agent.sweep;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.WeavingTally;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.verify.OutputVerifier;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A library with every call of every method a suspension point, in memory. */
final class WovenLibrary {
    private static final ClassScope EVERYTHING = new ClassScope(List.of(""));

    private final Library library;
    private final ClassLoader resources;
    private final WeavingTally tally = new WeavingTally();
    private final Map<String, byte[]> hosts = new ConcurrentHashMap<>();
    private final Map<String, byte[]> frames = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<String> doubtful = new ConcurrentLinkedQueue<>();

    private WovenLibrary(Library library) {
        this.library = library;
        this.resources = library.resources();
    }

    /** Weaves a library, and asks ASM whether each class is valid. */
    static WovenLibrary of(Library library) {
        var woven = new WovenLibrary(library);
        var transformer = AsyncClassTransformer.create(woven.new Failures(), null, false, EVERYTHING);
        var verifiers = ThreadLocal.withInitial(() -> new OutputVerifier(new ClassFiles(woven.resources)));
        library.files().entrySet().parallelStream().forEach(file -> {
            try {
                woven.add(file.getKey(), file.getValue(), transformer);
                woven.check(file.getKey(), verifiers.get());
            } catch (RuntimeException | Error failure) {
                woven.failures.add(file.getKey() + ": " + failure);
            }
        });
        return woven;
    }

    private void add(String name, byte[] file, AsyncClassTransformer transformer) {
        var woven = transformer.transform(file, resources);
        if (woven == null) {
            throw new AssertionError("stress mode left a class alone");
        }
        tally.add(woven.outcome());
        hosts.put(name, woven.hostBytes());
        woven.frames().forEach(frame -> frames.put(frame.name(), frame.bytes()));
    }

    /** Asks ASM whether a woven class is valid. */
    void check(String name, OutputVerifier verifier) {
        var host = hosts.get(name);
        if (host != null && host != library.files().get(name)) {
            var flaws = verifier.check(host);
            if (!flaws.isEmpty() && isSound(name)) {
                flaws.forEach(flaw -> failures.add("ASM: " + flaw));
            }
        }
    }

    /** ASM does not accept everything that the JVM does, and needs class files that may be missing. */
    private boolean isSound(String name) {
        var flaws = new OutputVerifier(new ClassFiles(resources))
                .check(library.files().get(name));
        if (!flaws.isEmpty()) {
            doubtful.add(name);
        }
        return flaws.isEmpty();
    }

    /** The classes with which ASM was not content before they were woven: only the JVM checks them. */
    Queue<String> doubtful() {
        return doubtful;
    }

    Library library() {
        return library;
    }

    WeavingTally tally() {
        return tally;
    }

    /** The woven class files, by internal name. */
    Map<String, byte[]> hosts() {
        return hosts;
    }

    /** The frame classes, by internal name. */
    Map<String, byte[]> frames() {
        return frames;
    }

    /** What went wrong; empty, or the weaver is broken. */
    Queue<String> failures() {
        return failures;
    }

    private final class Failures implements Reporter {
        @Override
        public void report(Diagnostic diagnostic) {
            failures.add(diagnostic.text());
        }

        @Override
        public void reportFailure(Diagnostic diagnostic, Throwable cause) {
            failures.add(diagnostic.text() + " at " + cause.getStackTrace()[0]);
        }
    }
}
