package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.NotWovenError;
import dev.weft.Weft;
import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.scan.BlockingPolicy;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the option {@code blocking=} does to classes, and to which. */
class BlockingPoliciesTest {
    private static final String SOURCE = """
            package app;
            import static dev.weft.Weft.*;
            import dev.weft.*;
            public class A {
                @Async public static Coroutine<String> sleeps() throws Exception {
                    await(yieldNow());
                    Thread.sleep(1);
                    Thread.sleep(2);
                    return completed("slept");
                }
                @Async public static Coroutine<String> awaits() {
                    await(yieldNow());
                    return completed("awaited");
                }
                public static AsyncCallable<String> lambda() {
                    return () -> { await(yieldNow()); Thread.sleep(1); return completed("slept"); };
                }
            }
            """;
    private static final String TOLD =
            ": a call of Thread.sleep, which blocks the thread of the event loop: none of its"
                    + " other tasks can run meanwhile. Use await(sleep(duration)).";

    private final RecordingReporter reporter = new RecordingReporter();

    @Test
    void warn_whichIsTheDefault_reportsEachCallAndWeavesAsIfNothingWas() throws Throwable {
        var off = woven("off");
        assertThat(reporter.told).isEmpty();
        var warned = woven("");
        assertThat(reporter.told)
                .extracting(Diagnostic::text)
                .containsExactlyInAnyOrder(
                        "WEFT-016 app.A.sleeps (A.java:7)" + TOLD,
                        "WEFT-016 app.A.sleeps (A.java:8)" + TOLD,
                        "WEFT-016 app.A.lambda (A.java:16)" + TOLD);
        assertThat(warned.refused()).isEmpty();
        assertThat(warned.hostBytes()).isEqualTo(off.hostBytes());
        assertThat(run(load("warn"), "sleeps")).isEqualTo("slept");
    }

    @Test
    void refuse_methodThatBlocks_throwsWhatIsReported_andTheOthersWork() throws Throwable {
        var type = load("refuse");
        assertThat(reporter.told)
                .extracting(Diagnostic::text)
                .containsExactlyInAnyOrder(
                        "WEFT-016 app.A.sleeps (A.java:7)" + TOLD, "WEFT-016 app.A.lambda (A.java:16)" + TOLD);
        assertThatThrownBy(() -> run(type, "sleeps"))
                .isInstanceOf(NotWovenError.class)
                .hasMessage("WEFT-016 app.A.sleeps (A.java:7)" + TOLD);
        var lambda = (dev.weft.AsyncCallable<?>) type.getMethod("lambda").invoke(null);
        assertThatThrownBy(lambda::call).isInstanceOf(NotWovenError.class);
        assertThat(run(type, "awaits")).isEqualTo("awaited");
        assertThat(woven("refuse").refused()).hasSize(2);
    }

    @Test
    void policy_ofAClass_isTheLastThatCoversIt() {
        var policies = BlockingPolicies.DEFAULT.and("refuse;app.;lib.").and("off;app.batch.");
        assertThat(policies.of("org/Other")).isEqualTo(BlockingPolicy.WARN);
        assertThat(policies.of("app/A")).isEqualTo(BlockingPolicy.REFUSE);
        assertThat(policies.of("lib/B")).isEqualTo(BlockingPolicy.REFUSE);
        assertThat(policies.of("app/batch/C")).isEqualTo(BlockingPolicy.OFF);
        assertThat(policies.and("warn").of("app/batch/C")).isEqualTo(BlockingPolicy.WARN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "refuse;", "off;;", ";app."})
    void policy_writtenWrong_saysWhatCanBeWritten(String text) {
        assertThatThrownBy(() -> BlockingPolicies.DEFAULT.and(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("takes warn, refuse")
                .hasMessageEndingWith("but not '" + text + "'");
    }

    /** Probes throw in front of each such call. */
    @Test
    void warn_inTestMode_saysNothing() {
        var transformer = AsyncClassTransformer.create(
                reporter, null, true, ClassScope.NONE, ClassScope.parse("app."), BlockingPolicies.DEFAULT);
        assertThat(transformer.transform(file(), getClass().getClassLoader())).isNotNull();
        assertThat(reporter.told).isEmpty();
    }

    private WovenClass woven(String policy) {
        return Objects.requireNonNull(
                transformer(policy).transform(file(), getClass().getClassLoader()));
    }

    private Class<?> load(String policy) throws ClassNotFoundException {
        reporter.told.clear();
        return new WovenLoader(CompiledSources.compile("app.A", SOURCE), transformer(policy)).loadClass("app.A");
    }

    private AsyncClassTransformer transformer(String policy) {
        var policies = policy.isEmpty() ? BlockingPolicies.DEFAULT : BlockingPolicies.DEFAULT.and(policy);
        return AsyncClassTransformer.create(reporter, null, true, ClassScope.NONE, ClassScope.NONE, policies);
    }

    private static byte[] file() {
        return Objects.requireNonNull(CompiledSources.compile("app.A", SOURCE).get("app/A"));
    }

    private static Object run(Class<?> type, String method) throws Throwable {
        try {
            return Weft.run((Coroutine<?>) type.getMethod(method).invoke(null));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
