package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.emit.GeneratedClass;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Class files that are cut off or have flipped bits: whatever happens, the JVM gets an answer. */
class BrokenClassFilesTest {
    private static final String SOURCE = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            class A {
                @Async Coroutine<String> load(Coroutine<String> work, int n) {
                    String all = "";
                    for (int i = 0; i < n; i++) {
                        try {
                            all = all + await(work);
                        } catch (IllegalStateException e) {
                            synchronized (this) { all = "x"; }
                        }
                    }
                    return completed(all);
                }
                Runnable refused = () -> await(completed("x"));
                java.util.function.Function<Coroutine<String>, String> reference = Weft::await;
            }
            """;

    private final byte[] file = CompiledSources.compile("A", SOURCE).get("A");

    @Test
    void transform_fileCutOffAnywhere_neverThrows() {
        var transformer = transformer();
        for (int length = 0; length < file.length; length++) {
            var broken = Arrays.copyOf(file, length);
            assertThatCode(() -> transform(transformer, broken))
                    .describedAs("cut off at %d of %d", length, file.length)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void transform_fileWithFlippedBits_neverThrows() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        var transformer = transformer();
        for (int round = 0; round < 1_500; round++) {
            var broken = file.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThatCode(() -> transform(transformer, broken))
                    .describedAs("seed %d, round %d", seed, round)
                    .doesNotThrowAnyException();
        }
    }

    private static LoadTimeWeaver transformer() {
        var reporter = new RecordingReporter();
        return new LoadTimeWeaver(AsyncClassTransformer.create(reporter, null, true), new NoDefiner(), reporter, null);
    }

    /** Nothing of a broken class gets as far as the JVM here. */
    private static final class NoDefiner implements FrameDefiner {
        @Override
        public void define(Module module, List<GeneratedClass> frames, ProtectionDomain domain) {}

        @Override
        public void redefine(Module module, List<GeneratedClass> frames) {}
    }

    private void transform(LoadTimeWeaver transformer, byte[] broken) {
        transformer.weave(BrokenClassFilesTest.class.getModule(), "A", null, broken);
    }
}
