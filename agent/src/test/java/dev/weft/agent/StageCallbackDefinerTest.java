package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** The class that is put beside CompletableFuture: without an agent's rights, and as the verifier sees it. */
class StageCallbackDefinerTest {
    /** One whose JVM opens nothing to anybody. */
    private static Instrumentation powerless() {
        return (Instrumentation) Proxy.newProxyInstance(
                StageCallbackDefinerTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> null);
    }

    @Test
    void define_inAJdkThatDoesNotLetIt_saysThatAwaitsAreSlower() {
        var reporter = new RecordingReporter();
        StageCallbackDefiner.define(powerless(), reporter);
        assertThat(reporter.text())
                .contains(
                        "WEFT-039", "weft-agent", "IllegalAccessException", "works, but takes about half as long again")
                .contains("Use a newer weft-agent");
    }

    @Test
    void emit_always_givesAClassThatTheVerifierAccepts() {
        var told = new StringWriter();
        CheckClassAdapter.verify(
                new ClassReader(StageCallbackClass.emit()), getClass().getClassLoader(), false, new PrintWriter(told));
        assertThat(told.toString()).isEmpty();
    }
}
