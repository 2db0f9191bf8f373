package dev.weft.agent;

import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.WeavingTally;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ConstantPoolScan;
import dev.weft.agent.transform.scan.RuntimeName;
import dev.weft.agent.transform.scan.WovenScan;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The hook that the JVM calls for every class that it loads: nearly always the answer is "as it is", at the price of one
 * search for a name. The weaver and ASM are loaded when the first class matches.
 *
 * <p>The JVM asks again when another agent retransforms a class, and then hands over the file as it was before weaving.
 *
 * <p>Nothing that goes wrong here is lost: the JVM would swallow an exception, so each is reported, and the methods
 * concerned throw when they are called.
 */
final class ClassLoadHook implements ClassFileTransformer {
    private final AgentOptions options; // constant after construction
    private final Instrumentation instrumentation; // constant after construction
    private final CoverageAgent coverage = new CoverageAgent(); // constant after construction
    private final @Nullable WeavingTally tally; // constant after construction
    private final Set<Class<?>> leftAlone = // any thread
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
    private volatile @Nullable LoadTimeWeaver weaver; // any thread

    /** The tally is null if nobody wants to know it. */
    ClassLoadHook(AgentOptions options, Instrumentation instrumentation, @Nullable WeavingTally tally) {
        this.options = options;
        this.tally = tally;
        this.instrumentation = instrumentation;
    }

    /** Leaves classes as they are that were loaded unwoven, when another agent retransforms them. */
    void leaveAlone(List<Class<?>> loadedBefore) {
        leftAlone.addAll(loadedBefore);
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String given,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (loader == null) {
            return null;
        }
        var name = given == null ? nameIn(file) : given;
        if (name == null) {
            return null;
        }
        if (RuntimeName.isOfWeft(name)) {
            return prepareFor(name);
        }
        boolean isTested = covers(options.test(), name);
        if (!isTested && !covers(options.stress(), name) && !concernsWeft(name, file)) {
            return null;
        }
        if (redefined != null && leftAlone.contains(redefined)) {
            return null;
        }
        if (WovenScan.isDone(file)) {
            coverage.tellOfWovenInBuild(name, domain);
            return null; // woven when the program was built, or by another agent of this kind: no reason to load ASM
        }
        if (isTested) {
            ProbedModule.letReadRuntime(module, instrumentation);
        }
        return redefined == null ? weaver().weave(module, name, domain, file) : weaver().weaveAgain(module, name, file);
    }

    /**
     * The name of a class that was defined without one, {@code defineClass(null, bytes, ...)}; null if it is of no
     * concern here, or cannot be read, which the JVM then tells.
     */
    private @Nullable String nameIn(byte[] file) {
        if (options.stress() == null && options.test() == null && !RuntimeName.occursIn(file)) {
            return null;
        }
        try {
            return ClassBytes.read(file).name();
        } catch (RuntimeException broken) {
            return null;
        }
    }

    private boolean concernsWeft(String name, byte[] file) {
        if (!RuntimeName.occursIn(file)) {
            return false;
        }
        var verdict = ConstantPoolScan.scan(file);
        if (verdict == ConstantPoolScan.Verdict.MALFORMED) {
            tellOfMalformed(name, file);
        }
        return verdict == ConstantPoolScan.Verdict.RELATED;
    }

    /** A class of Weft is never woven; one of the runtime wants another to be there before it is initialised. */
    private byte @Nullable [] prepareFor(String name) {
        if (name.equals(StageCallbackDefiner.WANTED_BY)) {
            StageCallbackDefiner.define(instrumentation, new StandardErrorReporter());
        }
        return null;
    }

    private static boolean covers(@Nullable ClassScope scope, String name) {
        return scope != null && scope.covers(name);
    }

    /**
     * A pool that this agent cannot read is left to the JVM, whose own error the program then sees. Only if the class is
     * of a version to come may the JVM know better, and then the class would run unwoven.
     */
    private void tellOfMalformed(String name, byte[] file) {
        if (file.length > 8 && ClassBytes.majorVersion(file) > ClassBytes.NEWEST_KNOWN) {
            weaver().tellOfUnreadable(name, file);
        }
    }

    private LoadTimeWeaver weaver() {
        var current = weaver;
        if (current == null) {
            current = makeWeaver();
        }
        return current;
    }

    private synchronized LoadTimeWeaver makeWeaver() {
        var current = weaver;
        if (current == null) {
            current = LoadTimeWeaver.create(options, instrumentation, tally);
            weaver = current;
        }
        return current;
    }
}
