package dev.weft.agent.differential;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.SharingTransformer;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Reporter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loads samples as the agent weaves them; what the agent refuses is an error. */
final class WovenSamples extends SampleLoader {
    private final AsyncClassTransformer transformer;

    /** A loader that checks what the weaver makes, or leaves that to the JVM. */
    WovenSamples(Function<String, Optional<byte[]>> originals, boolean verify) {
        this(originals, verify, ClassScope.NONE);
    }

    /** One in which every call in the classes of {@code stress} that is not in an async method suspends as well. */
    WovenSamples(Function<String, Optional<byte[]>> originals, ClassScope stress) {
        this(originals, true, stress);
    }

    private WovenSamples(Function<String, Optional<byte[]>> originals, boolean verify, ClassScope stress) {
        this(originals, AsyncClassTransformer.create(new Refusing(), null, verify, stress));
    }

    private WovenSamples(Function<String, Optional<byte[]>> originals, AsyncClassTransformer transformer) {
        super(originals);
        this.transformer = transformer;
    }

    /** One of classes that are woven as the agent weaves very large ones. */
    static WovenSamples sharing(Function<String, Optional<byte[]>> originals, boolean verify) {
        return new WovenSamples(originals, SharingTransformer.create(new Refusing(), verify, ClassScope.NONE));
    }

    /** One of classes that have probes, on loops that are not a test's. */
    static WovenSamples probed(Function<String, Optional<byte[]>> originals) {
        var everything = new ClassScope(List.of(""));
        return new WovenSamples(
                originals, AsyncClassTransformer.create(new Refusing(), null, true, ClassScope.NONE, everything));
    }

    @Override
    byte[] changed(byte[] original) {
        var woven = transformer.transform(original, this);
        if (woven == null) {
            return original;
        }
        woven.frames().forEach(frame -> add(frame.name().replace('/', '.'), frame.bytes()));
        return woven.hostBytes();
    }

    static final class Refusing implements Reporter {
        /** A method too large for HotSpot works; a random one drops a coroutine where its finally always throws. */
        private static final Set<String> WARNINGS = Set.of("WEFT-015", "WEFT-022");

        @Override
        public void report(Diagnostic diagnostic) {
            if (WARNINGS.contains(diagnostic.code())) {
                return;
            }
            throw new Refusal(diagnostic.text(), null);
        }

        @Override
        public void reportFailure(Diagnostic diagnostic, Throwable cause) {
            throw new Refusal(diagnostic.text(), cause);
        }
    }

    /** A failure of the test, and not of the sample whose class is loaded. */
    static final class Refusal extends AssertionError {
        private static final long serialVersionUID = 1;

        Refusal(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
