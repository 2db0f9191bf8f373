package dev.weft.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleAnswerTest {
    private static final String ONE = ConsoleAnswer.property("one");
    private static final String OTHER = ConsoleAnswer.property("other");

    @AfterEach
    void removeTheAnswers() {
        System.clearProperty(ONE);
        System.clearProperty(OTHER);
    }

    @Test
    void forget_removesTheAnswerAndNoOther() throws Exception {
        System.setProperty(ONE, "=loop-1");
        System.setProperty(OTHER, "=loop-1");

        var thread = ConsoleAnswer.forget(ONE, 1);
        assertThat(thread.isDaemon()).isTrue();
        thread.join();

        assertThat(System.getProperty(ONE)).isNull();
        assertThat(System.getProperty(OTHER)).isEqualTo("=loop-1");
    }

    @Test
    void answer_toALookWhileAnotherOneReadsItsOwn_leavesThatAlone() {
        var noLoops = instrumentation(new Class<?>[0]);
        ConsoleAnswer.answer(ConsoleAnswer.keyed(ConsoleAnswer.question("tree", false, 0), "one"), noLoops);
        var first = System.getProperty(ONE);
        ConsoleAnswer.answer(ConsoleAnswer.keyed(ConsoleAnswer.question("table", true, 0), "other"), noLoops);

        assertThat(first).startsWith("!the process cannot tell: it has not created an event loop");
        assertThat(System.getProperty(ONE)).isSameAs(first);
        assertThat(System.getProperty(OTHER)).isEqualTo(first);
    }

    private static Instrumentation instrumentation(Class<?>[] loaded) {
        return (Instrumentation) Proxy.newProxyInstance(
                ConsoleAnswerTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (proxy, method, arguments) -> loaded);
    }
}
