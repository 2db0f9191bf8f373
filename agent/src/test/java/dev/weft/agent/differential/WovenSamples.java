package dev.weft.agent.differential;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.Diagnostic;
import dev.weft.agent.transform.Reporter;

/** Loads samples as the agent weaves them; whatever the agent has to say about them is an error. */
final class WovenSamples extends SampleLoader {
    private final AsyncClassTransformer transformer = AsyncClassTransformer.create(new Refusing(), null, true);

    WovenSamples(String prefix) {
        super(prefix);
    }

    @Override
    byte[] changed(String name, byte[] original) {
        var woven = transformer.transform(original, getParent());
        if (woven == null) {
            return original;
        }
        woven.frames().forEach(frame -> add(frame.name().replace('/', '.'), frame.bytes()));
        return woven.hostBytes();
    }

    private static final class Refusing implements Reporter {
        @Override
        public void report(Diagnostic diagnostic) {
            throw new AssertionError(diagnostic.text());
        }

        @Override
        public void reportFailure(Diagnostic diagnostic, Throwable cause) {
            throw new AssertionError(diagnostic.text(), cause);
        }
    }
}
