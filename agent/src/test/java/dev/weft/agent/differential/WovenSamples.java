package dev.weft.agent.differential;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.Diagnostic;
import dev.weft.agent.transform.Reporter;
import dev.weft.agent.transform.StressScope;
import java.util.Optional;
import java.util.function.Function;

/** Loads samples as the agent weaves them; whatever the agent has to say about them is an error, but for their size. */
final class WovenSamples extends SampleLoader {
    private final AsyncClassTransformer transformer;

    WovenSamples(Function<String, Optional<byte[]>> originals) {
        this(originals, StressScope.NONE);
    }

    /** The same, and every call in the classes of {@code stress} that is not in an async method suspends as well. */
    WovenSamples(Function<String, Optional<byte[]>> originals, StressScope stress) {
        super(originals);
        this.transformer = AsyncClassTransformer.create(new Refusing(), null, true, stress);
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
        private static final String NEVER_COMPILED = "WEFT-022";

        @Override
        public void report(Diagnostic diagnostic) {
            if (diagnostic.code().equals(NEVER_COMPILED)) {
                return;
            }
            throw new AssertionError(diagnostic.text());
        }

        @Override
        public void reportFailure(Diagnostic diagnostic, Throwable cause) {
            throw new AssertionError(diagnostic.text(), cause);
        }
    }
}
