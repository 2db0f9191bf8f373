package dev.weft.agent.differential;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.Diagnostic;
import dev.weft.agent.transform.Reporter;
import java.util.Optional;
import java.util.function.Function;

/** Loads samples as the agent weaves them; whatever the agent has to say about them is an error, but for their size. */
final class WovenSamples extends SampleLoader {
    private final AsyncClassTransformer transformer = AsyncClassTransformer.create(new Refusing(), null, true);

    WovenSamples(Function<String, Optional<byte[]>> originals) {
        super(originals);
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

    private static final class Refusing implements Reporter {
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
