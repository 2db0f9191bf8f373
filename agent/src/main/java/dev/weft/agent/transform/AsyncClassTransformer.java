package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.probe.Probes;
import dev.weft.agent.transform.scan.AsyncMethodFinder;
import dev.weft.agent.transform.scan.BlockingPolicy;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.scan.StressMarker;
import dev.weft.agent.transform.scan.StressedMethods;
import dev.weft.agent.transform.scan.WovenScan;
import dev.weft.agent.transform.verify.BytecodeDump;
import dev.weft.agent.transform.verify.OutputVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The weaver's table of contents: the class file of a class that awaits → the class file that can suspend. */
public final class AsyncClassTransformer {
    private static final String WITHOUT_PROBES = "dev.weft.agent.test.without"; // which the runtime reads

    private final MethodPipeline pipeline; // constant after construction
    private final MethodPipeline probing =
            new MethodPipeline(false); // constant after construction: calls can be probed
    private final Reporter reporter; // constant after construction
    private final BytecodeDump dump; // constant after construction
    private final boolean verify; // constant after construction
    private final ClassScope stress; // constant after construction
    private final ClassScope test; // constant after construction
    private final BlockingPolicies blocking; // constant after construction
    private final Set<Integer> newerVersions = ConcurrentHashMap.newKeySet(); // any thread
    private final AtomicBoolean toldOfNoProbes = new AtomicBoolean(); // any thread

    AsyncClassTransformer(
            MethodPipeline pipeline,
            Reporter reporter,
            BytecodeDump dump,
            boolean verify,
            ClassScope stress,
            ClassScope test,
            BlockingPolicies blocking) {
        this.pipeline = pipeline;
        this.reporter = reporter;
        this.dump = dump;
        this.verify = verify;
        this.stress = stress;
        this.test = test;
        this.blocking = blocking;
    }

    /**
     * The weaver that the agent uses.
     *
     * @param reporter the receiver of what the user is told
     * @param dumpDirectory where each woven class is written to, or null
     * @param verify whether each woven class is checked
     * @return a weaver for any number of threads
     */
    public static AsyncClassTransformer create(Reporter reporter, @Nullable Path dumpDirectory, boolean verify) {
        return create(reporter, dumpDirectory, verify, ClassScope.NONE);
    }

    /**
     * The weaver that the agent uses, in stress mode.
     *
     * @param reporter the receiver of what the user is told
     * @param dumpDirectory where each woven class is written to, or null
     * @param verify whether each woven class is checked
     * @param stress the classes in which every call suspends
     * @return a weaver for any number of threads
     */
    public static AsyncClassTransformer create(
            Reporter reporter, @Nullable Path dumpDirectory, boolean verify, ClassScope stress) {
        return create(reporter, dumpDirectory, verify, stress, ClassScope.NONE);
    }

    /**
     * The weaver that the agent uses, with probes for tests.
     *
     * @param reporter the receiver of what the user is told
     * @param dumpDirectory where each woven class is written to, or null
     * @param verify whether each woven class is checked
     * @param stress the classes in which every call suspends
     * @param test the classes that get probes
     * @return a weaver for any number of threads
     */
    public static AsyncClassTransformer create(
            Reporter reporter, @Nullable Path dumpDirectory, boolean verify, ClassScope stress, ClassScope test) {
        return create(reporter, dumpDirectory, verify, stress, test, BlockingPolicies.DEFAULT);
    }

    /**
     * The weaver that the agent uses, with policies for calls that block.
     *
     * @param reporter the receiver of what the user is told
     * @param dumpDirectory where each woven class is written to, or null
     * @param verify whether each woven class is checked
     * @param stress the classes in which every call suspends
     * @param test the classes that get probes
     * @param blocking the policies for calls that block
     * @return a weaver for any number of threads
     */
    public static AsyncClassTransformer create(
            Reporter reporter,
            @Nullable Path dumpDirectory,
            boolean verify,
            ClassScope stress,
            ClassScope test,
            BlockingPolicies blocking) {
        return new AsyncClassTransformer(
                new MethodPipeline(), reporter, new BytecodeDump(dumpDirectory), verify, stress, test, blocking);
    }

    /**
     * Returns a weaver whose code awaits no body directly: each awaited call goes through its method, so that what
     * another tool does there is done. Its frames fit activations of this weaver's code.
     *
     * @return a weaver for any number of threads, which dumps nothing
     */
    public AsyncClassTransformer callingMethods() {
        return new AsyncClassTransformer(
                new MethodPipeline(false), reporter, new BytecodeDump(null), verify, stress, test, blocking);
    }

    /**
     * Weaves a class.
     *
     * @param original its class file; it is never changed
     * @param loader the loader that is about to define it
     * @return what became of it, or null if it can stay as it is, or is woven already
     * @throws RuntimeException of any kind if the class file is broken or the weaver fails
     */
    public @Nullable WovenClass transform(byte[] original, @Nullable ClassLoader loader) {
        var read = ClassBytes.read(original);
        if (WovenScan.version(original) != WovenScan.NOT_WOVEN) {
            warnOfOtherVersion(read, original);
            warnOfNoProbes(read);
            return null;
        }
        var files = new ClassFiles(loader);
        files.add(read);
        boolean tested = test.covers(read.name());
        var type = tested ? probed(read, files) : read;
        var found = AsyncMethodFinder.find(
                type, files, tested ? Styles.PROBED : Styles.AWAITING, policy(type.name(), tested));
        boolean stressed = stress.covers(type.name());
        if (found.isEmpty() && !stressed && !tested) {
            return null;
        }
        warnOfNewerVersion(type, original);
        writeBefore(type.name(), original);
        var marked =
                stressed ? StressMarker.mark(type, files, found, Styles.STRESS) : StressedMethods.<WeavingStyle>none();
        var progress = new ClassProgress(type, files, found, marked, reporter);
        var verifier = verify ? new OutputVerifier(files) : null;
        var woven = new RefusalLoop(type, progress, tested ? probing : pipeline, verifier, reporter).run();
        writeAfter(type.name(), woven, progress.plans());
        return woven;
    }

    /**
     * Makes every {@code @Async} method of a class throw, because the class as a whole could not be woven.
     *
     * @param original its class file; it is never changed
     * @param loader the loader that is about to define it
     * @param cause why it could not be woven
     * @return what became of it
     * @throws RuntimeException of any kind if this is not possible either
     */
    public WovenClass refuse(byte[] original, @Nullable ClassLoader loader, Throwable cause) {
        var type = ClassBytes.read(original);
        var files = new ClassFiles(loader);
        files.add(type);
        var found = AsyncMethodFinder.find(type, files, Styles.AWAITING);
        return new ClassProgress(type, files, found, StressedMethods.none(), reporter).failed(cause);
    }

    /** Where probes throw in front of each call that blocks, a warning would only repeat them. */
    private BlockingPolicy policy(String name, boolean tested) {
        var policy = blocking.of(name);
        return tested && policy == BlockingPolicy.WARN ? BlockingPolicy.OFF : policy;
    }

    /** A class that cannot get probes is woven without them: its tests see less. */
    private ClassBytes probed(ClassBytes type, ClassFiles files) {
        try {
            var probed = Probes.into(type, files, test::covers);
            if (probed == type) {
                noteWithout(type.name());
            }
            return probed;
        } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError failure) {
            noteWithout(type.name());
            reporter.reportFailure(Failures.classFailed(type.name(), failure), failure);
            return type;
        }
    }

    /** Tells the runtime that code under test can touch what no probe sees: then no order is left out. */
    private static void noteWithout(String name) {
        System.setProperty(WITHOUT_PROBES, name);
    }

    private void warnOfOtherVersion(ClassBytes type, byte[] woven) {
        if (!WovenScan.isDone(woven)) {
            reporter.report(Failures.otherVersion(type.name(), WovenScan.version(woven)));
        }
    }

    /** Tells once that classes which the build has woven get no probes. */
    private void warnOfNoProbes(ClassBytes type) {
        if (!test.covers(type.name())) {
            return;
        }
        noteWithout(type.name());
        if (!toldOfNoProbes.getAndSet(true)) {
            reporter.report(Failures.noProbes(type.name()));
        }
    }

    private void warnOfNewerVersion(ClassBytes type, byte[] original) {
        int major = ClassBytes.majorVersion(original);
        if (major > ClassBytes.NEWEST_KNOWN && newerVersions.add(major)) {
            reporter.report(Failures.newerVersion(type.name(), major, ClassBytes.NEWEST_KNOWN));
        }
    }

    private void writeBefore(String name, byte[] original) {
        try {
            dump.before(name, original);
        } catch (IOException cannotWrite) {
            reporter.report(Failures.dumpFailed(name, cannotWrite));
        }
    }

    private void writeAfter(String name, WovenClass woven, String plans) {
        try {
            dump.after(name, woven.hostBytes());
            for (var frame : woven.frames()) {
                dump.after(frame.name(), frame.bytes());
            }
            dump.plan(name, plans);
        } catch (IOException cannotWrite) {
            reporter.report(Failures.dumpFailed(name, cannotWrite));
        }
    }
}
