package dev.weft.agent.differential;

import dev.weft.agent.differential.oracle.OracleCode;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.SharingTransformer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Loads samples whose await blocks, and in which every call suspends and is resumed at once. */
final class StressedSamples extends SampleLoader {
    private static final ClassScope EVERYTHING = new ClassScope(List.of(""));

    private final AsyncClassTransformer transformer;

    StressedSamples(Function<String, Optional<byte[]>> originals) {
        this(originals, AsyncClassTransformer.create(new WovenSamples.Refusing(), null, false, EVERYTHING));
    }

    private StressedSamples(Function<String, Optional<byte[]>> originals, AsyncClassTransformer transformer) {
        super(originals);
        this.transformer = transformer;
    }

    /** One of classes that are woven as the agent weaves very large ones. */
    static StressedSamples sharing(Function<String, Optional<byte[]>> originals) {
        return new StressedSamples(originals, SharingTransformer.create(new WovenSamples.Refusing(), true, EVERYTHING));
    }

    @Override
    byte[] changed(byte[] original) {
        var woven = transformer.transform(OracleCode.of(original), getParent());
        if (woven == null) {
            throw new AssertionError("stress mode left a class alone");
        }
        woven.frames().forEach(frame -> add(frame.name().replace('/', '.'), frame.bytes()));
        return woven.hostBytes();
    }
}
