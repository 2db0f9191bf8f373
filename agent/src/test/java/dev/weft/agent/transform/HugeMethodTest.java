package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.transform.code.BodySize;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.verify.CodeSizes;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Methods just below the 8,000 bytes over which HotSpot compiles none. */
class HugeMethodTest {
    private static final int NEARLY_TOO_LARGE = 7_900;

    private final RecordingReporter reporter = new RecordingReporter();

    @Test
    void methodOf7900Bytes_withAnAwait_canBeCompiledOnceWoven() {
        var sizes = sizesOfWoven(1);
        assertThat(sizes.get(new Signature("run", "()Ldev/weft/Coroutine;"))).isLessThan(100);
        assertThat(largest(sizes)).isBetween(NEARLY_TOO_LARGE, BodySize.LARGEST_COMPILED);
        assertThat(reporter.told).isEmpty();
    }

    @Test
    void methodOf7900Bytes_thatGetsTooLarge_isNamedAtLoadWithItsSize() {
        int size = largest(sizesOfWoven(8));
        assertThat(size).isGreaterThan(BodySize.LARGEST_COMPILED);
        assertThat(reporter.text())
                .isEqualTo("WEFT-022 A.run (A.java:4): the woven method has " + size + " bytes of bytecode, "
                        + (size - 8_000)
                        + " more than the 8,000 up to which HotSpot compiles a method. It works, but it"
                        + " is always interpreted. Split the method if its speed matters.\n");
    }

    /** The sizes of all methods that become of one that awaits so often. */
    private Map<Signature, Integer> sizesOfWoven(int awaits) {
        var file = methodOfSize(NEARLY_TOO_LARGE, awaits);
        var woven = AsyncClassTransformer.create(reporter, null, true)
                .transform(file, HugeMethodTest.class.getClassLoader());
        return CodeSizes.of(ClassBytes.read(woven.hostBytes()).reader());
    }

    private static int largest(Map<Signature, Integer> sizes) {
        return sizes.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    private static byte[] methodOfSize(int size, int awaits) {
        int without = size(method(0, awaits));
        int each = (size(method(100, awaits)) - without) / 100;
        var file = method((size - without) / each, awaits);
        assertThat(size(file)).isBetween(size - each, size);
        return file;
    }

    private static int size(byte[] file) {
        return CodeSizes.of(ClassBytes.read(file).reader()).get(new Signature("run", "()Ldev/weft/Coroutine;"));
    }

    private static byte[] method(int statements, int awaits) {
        return CompiledSources.compile(
                        "A",
                        """
                import dev.weft.*;
                import static dev.weft.Weft.*;
                class A {
                    @Async static Coroutine<Integer> run() { int n = 1;
                """ + repeated("await(yieldNow());\n", awaits) + repeated("n = n * 31 + 7;\n", statements)
                                + """
                    return completed(n); }
                }
                """)
                .get("A");
    }

    private static String repeated(String line, int times) {
        return IntStream.range(0, times).mapToObj(i -> line).collect(Collectors.joining());
    }
}
