package dev.weft.agent.build;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.BlockingPolicies;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.WovenClass;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.message.Wording;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ConstantPoolScan;
import dev.weft.agent.transform.scan.RuntimeName;
import dev.weft.agent.transform.scan.WovenScan;
import org.jspecify.annotations.Nullable;

/** The weaver of a build: it weaves class files as the agent does, and checks each: a build has the time for it. */
public final class BuildWeaver {
    private final AsyncClassTransformer transformer; // constant after construction
    private final Reporter reporter; // constant after construction
    private final ClassLoader classPath; // constant after construction

    /**
     * Weaves.
     *
     * @param reporter who is told what is refused
     * @param classPath sees the class files of types that {@link #weave} is given no source for
     * @param blocking the policies for calls that block
     */
    public BuildWeaver(Reporter reporter, ClassLoader classPath, BlockingPolicies blocking) {
        this(
                AsyncClassTransformer.create(reporter, null, true, ClassScope.NONE, ClassScope.NONE, blocking),
                reporter,
                classPath);
    }

    private BuildWeaver(AsyncClassTransformer transformer, Reporter reporter, ClassLoader classPath) {
        this.transformer = transformer;
        this.reporter = reporter;
        this.classPath = classPath;
    }

    /**
     * Returns a weaver whose code awaits no body directly: each awaited call goes through its method, so that tests can
     * stub it inside its own class.
     *
     * @return a weaver that is the same otherwise
     */
    BuildWeaver callingMethods() {
        return new BuildWeaver(transformer.callingMethods(), reporter, classPath);
    }

    /** The kinds of results for a class file. */
    public enum Kind {
        /** It does not concern Weft. */
        UNRELATED,
        /** It is woven already. */
        DONE,
        /** It is to be replaced. */
        WOVEN,
        /** It cannot be woven, which was reported. */
        FAILED
    }

    /**
     * The result for one class file.
     *
     * @param kind what is to be done with it
     * @param name the internal name of the class, or the empty string where nobody needs it
     * @param woven what takes its place, or null
     */
    public record Outcome(Kind kind, String name, @Nullable WovenClass woven) {
        /**
         * The class as it is woven.
         *
         * @return what takes its place
         * @throws IllegalStateException if nothing does
         */
        public WovenClass requireWoven() {
            if (woven == null) {
                throw new IllegalStateException("not woven: " + this);
            }
            return woven;
        }
    }

    /**
     * Whether {@link #weave} has something to do or to say, as far as can be told without reading the code.
     *
     * @param file the class file, possibly a broken one
     * @return true also if it may find nothing
     */
    public static boolean mayWeave(byte[] file) {
        return ConstantPoolScan.scan(file) == ConstantPoolScan.Verdict.RELATED && !WovenScan.isDone(file);
    }

    /**
     * Weaves a class file.
     *
     * @param path where it comes from, for messages
     * @param file the class file, possibly a broken one
     * @param source where the class files are that it names; what is not there is looked up on the class path
     * @return what became of it
     */
    public Outcome weave(String path, byte[] file, ClassFileSource source) {
        return switch (ConstantPoolScan.scan(file)) {
            case UNRELATED -> new Outcome(Kind.UNRELATED, "", null);
            case RELATED -> weaveRelated(path, file, new SourceLoader(source, classPath));
            case MALFORMED -> failed(path, new IllegalArgumentException("its constant pool is broken"));
        };
    }

    private Outcome weaveRelated(String path, byte[] file, ClassLoader loader) {
        try {
            var name = ClassBytes.read(file).name();
            if (RuntimeName.isOfWeft(name)) {
                return new Outcome(Kind.UNRELATED, name, null);
            }
            var woven = transformer.transform(file, loader);
            return woven == null
                    ? new Outcome(kindOfUnchanged(file), name, null)
                    : new Outcome(Kind.WOVEN, name, woven);
        } catch (RuntimeException | LinkageError | StackOverflowError broken) {
            return failed(path, broken);
        }
    }

    private static Kind kindOfUnchanged(byte[] file) {
        if (WovenScan.version(file) == WovenScan.NOT_WOVEN) {
            return Kind.UNRELATED;
        }
        return WovenScan.isDone(file) ? Kind.DONE : Kind.FAILED;
    }

    private Outcome failed(String path, Throwable broken) {
        var name = path.endsWith(".class") ? path.substring(0, path.length() - ".class".length()) : path;
        reporter.report(Wording.UNREADABLE_IN_BUILD.ofClass(name, broken.toString()));
        return new Outcome(Kind.FAILED, name, null);
    }
}
