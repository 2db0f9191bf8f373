package dev.weft.agent.transform;

import dev.weft.agent.transform.analysis.MethodAnalyzer;
import dev.weft.agent.transform.emit.MethodEmitter;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.normalise.Normaliser;
import dev.weft.agent.transform.plan.MethodPlanner;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.AsyncMethodFinder;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.verify.BytecodeDump;
import dev.weft.agent.transform.verify.Flaw;
import dev.weft.agent.transform.verify.OutputVerifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The weaver's table of contents: the class file of a class that awaits → the class file that can suspend. */
public final class AsyncClassTransformer {
    private final MethodWeaver weaver; // constant after construction
    private final Reporter reporter; // constant after construction
    private final BytecodeDump dump; // constant after construction
    private final boolean verify; // constant after construction
    private final Set<Integer> newerVersions = ConcurrentHashMap.newKeySet(); // any thread

    AsyncClassTransformer(MethodWeaver weaver, Reporter reporter, BytecodeDump dump, boolean verify) {
        this.weaver = weaver;
        this.reporter = reporter;
        this.dump = dump;
        this.verify = verify;
    }

    /**
     * The weaver that the agent uses.
     *
     * @param reporter who tells the user what is found
     * @param dumpDirectory where each woven class is written to, or null
     * @param verify whether each woven class is checked
     * @return a weaver for any number of threads
     */
    public static AsyncClassTransformer create(Reporter reporter, @Nullable Path dumpDirectory, boolean verify) {
        return new AsyncClassTransformer(
                AsyncClassTransformer::weave, reporter, new BytecodeDump(dumpDirectory), verify);
    }

    static WovenMethod weave(AsyncMethod method, Callees callees) {
        var normal = Normaliser.normalise(method, callees); // operand stack holds only the awaited value at each await
        var facts = MethodAnalyzer.analyze(normal, callees.namesOf(method)); // what is typed and live there
        var plan = MethodPlanner.plan(facts); // which local is kept in which field
        return MethodEmitter.emit(normal, plan);
    }

    /**
     * Weaves a class.
     *
     * @param original its class file; nobody changes it
     * @param loader the loader that is about to define it
     * @return what became of it, or null if it can stay as it is
     * @throws RuntimeException of any kind if the class file is broken or the weaver fails
     */
    public @Nullable WovenClass transform(byte[] original, @Nullable ClassLoader loader) {
        var type = ClassBytes.read(original);
        var files = new ClassFiles(loader);
        files.add(type);
        var found = AsyncMethodFinder.find(type, files);
        if (found.isEmpty()) {
            return null;
        }
        warnOfNewerVersion(type, original);
        var weaving = new ClassWeaving(type, found, reporter);
        var woven = weaving.weave(weaver, result -> verify ? flaws(result, files) : List.of());
        write(type.name(), original, woven, weaving.plans());
        return woven;
    }

    /**
     * Makes every {@code @Async} method of a class throw, because the class as a whole could not be woven.
     *
     * @param original its class file; nobody changes it
     * @param loader the loader that is about to define it
     * @param cause why it could not be woven
     * @return the class file to define
     * @throws RuntimeException of any kind if this is not possible either
     */
    public byte[] refuse(byte[] original, @Nullable ClassLoader loader, Throwable cause) {
        var type = ClassBytes.read(original);
        var files = new ClassFiles(loader);
        files.add(type);
        return new ClassWeaving(type, AsyncMethodFinder.find(type, files), reporter)
                .refuseAll(cause)
                .hostBytes();
    }

    private static List<Flaw> flaws(WovenClass woven, ClassFiles files) {
        var verifier = new OutputVerifier(files);
        var flaws = new ArrayList<Flaw>();
        for (var frame : woven.frames()) {
            flaws.addAll(verifier.check(frame.bytes()));
        }
        flaws.addAll(verifier.check(woven.hostBytes()));
        return flaws;
    }

    private void warnOfNewerVersion(ClassBytes type, byte[] original) {
        int major = ClassBytes.majorVersion(original);
        if (major > ClassBytes.NEWEST_KNOWN && newerVersions.add(major)) {
            reporter.report(Failures.newerVersion(type.name(), major, ClassBytes.NEWEST_KNOWN));
        }
    }

    private void write(String name, byte[] original, WovenClass result, String plans) {
        try {
            dump.before(name, original);
            dump.after(name, result.hostBytes());
            for (var frame : result.frames()) {
                dump.after(frame.name(), frame.bytes());
            }
            dump.plan(name, plans);
        } catch (IOException cannotWrite) {
            reporter.report(Failures.dumpFailed(name, cannotWrite));
        }
    }
}
