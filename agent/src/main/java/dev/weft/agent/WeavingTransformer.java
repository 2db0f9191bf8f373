package dev.weft.agent;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.Diagnostic;
import dev.weft.agent.transform.Reporter;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ConstantPoolScan;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM asks about every class that it loads: nearly always the answer is "as it is", at the price of one look at
 * the constant pool. The weaver and ASM are loaded when the first class matches.
 *
 * <p>Nothing that goes wrong here is lost: the JVM would swallow an exception, so each is reported, and the methods
 * concerned throw when they are called.
 */
final class WeavingTransformer implements ClassFileTransformer {
    private static final String RUNTIME = "dev/weft/";

    private final AgentOptions options; // constant after construction
    private final Instrumentation instrumentation; // constant after construction
    private volatile @Nullable Weaver weaver; // any thread

    WeavingTransformer(AgentOptions options, Instrumentation instrumentation) {
        this.options = options;
        this.instrumentation = instrumentation;
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String name,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] file) {
        if (loader == null || name == null || isOurs(name)) {
            return null;
        }
        var verdict = ConstantPoolScan.scan(file);
        if (verdict == ConstantPoolScan.Verdict.UNRELATED) {
            return null;
        }
        return verdict == ConstantPoolScan.Verdict.RELATED
                ? weaver().weave(loader, name, domain, file)
                : tellOfMalformed(name, file);
    }

    /**
     * A pool that this agent cannot read is left to the JVM, whose own error the program then sees. Only if the class is
     * of a version to come may the JVM know better, and then the class would run unwoven.
     */
    private byte @Nullable [] tellOfMalformed(String name, byte[] file) {
        if (file.length > 8 && ClassBytes.majorVersion(file) > ClassBytes.NEWEST_KNOWN) {
            weaver().tellOfUnreadable(name, file);
        }
        return null;
    }

    private Weaver weaver() {
        var current = weaver;
        if (current == null) {
            current = makeWeaver();
        }
        return current;
    }

    private synchronized Weaver makeWeaver() {
        var current = weaver;
        if (current == null) {
            current = new Weaver(options, instrumentation);
            weaver = current;
        }
        return current;
    }

    /** The runtime's own packages; {@code dev.weft.sync}, examples and the like are programs as any other. */
    private static boolean isOurs(String name) {
        return name.startsWith(RUNTIME)
                && (name.indexOf('/', RUNTIME.length()) < 0
                        || name.startsWith("agent/", RUNTIME.length())
                        || name.startsWith("abi/", RUNTIME.length())
                        || name.startsWith("internal/", RUNTIME.length()));
    }

    /** All that is needed once a class matches. */
    private static final class Weaver {
        private final Reporter reporter = new StandardErrorReporter(); // constant after construction
        private final AsyncClassTransformer transformer; // constant after construction
        private final FrameDefiner frames; // constant after construction

        Weaver(AgentOptions options, Instrumentation instrumentation) {
            this.transformer = AsyncClassTransformer.create(reporter, options.dump(), options.verify());
            this.frames = new FrameDefiner(instrumentation);
        }

        byte @Nullable [] weave(ClassLoader loader, String name, @Nullable ProtectionDomain domain, byte[] file) {
            try {
                var woven = transformer.transform(file, loader);
                if (woven == null) {
                    return null;
                }
                frames.define(loader, woven.frames(), domain);
                return woven.hostBytes();
            } catch (Throwable failure) {
                return refuse(loader, name, file, failure);
            }
        }

        private byte @Nullable [] refuse(ClassLoader loader, String name, byte[] file, Throwable failure) {
            try {
                return transformer.refuse(file, loader, failure);
            } catch (Throwable again) {
                reporter.reportFailure(
                        new Diagnostic(
                                "WEFT-031",
                                name,
                                "",
                                null,
                                0,
                                "the class file could not be read and is left as it is: " + failure + ".",
                                "If the JVM loads it all the same, its awaits throw when they are reached."),
                        failure);
                return null;
            }
        }

        void tellOfUnreadable(String name, byte[] file) {
            reporter.report(new Diagnostic(
                    "WEFT-032",
                    name,
                    "",
                    null,
                    0,
                    "class file version " + ClassBytes.majorVersion(file)
                            + " has constants that this agent does not know," + " so the class is left as it is.",
                    "Use a newer weft-agent if there is one."));
        }
    }
}
