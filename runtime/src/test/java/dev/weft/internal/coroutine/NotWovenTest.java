package dev.weft.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Awaitable;
import dev.weft.NotWovenError;
import dev.weft.Steps;
import dev.weft.Weft;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Awaits in code that nothing has woven: these tests run without the agent. */
class NotWovenTest {

    private static final String HERE = "await in code that is not woven: dev.weft.internal.coroutine.NotWovenTest.";

    private final Steps coroutine = Steps.of("never", x -> "value");

    @Test
    void await_inOrdinaryCode_namesTheLineAndTheAgent() {
        assertThatThrownBy(() -> Weft.await(coroutine))
                .isInstanceOf(NotWovenError.class)
                .hasMessageStartingWith(HERE)
                .hasMessageContaining("(NotWovenTest.java:")
                .hasMessageContaining("-javaagent:weft-agent.jar");
    }

    @Test
    void await_byReflection_namesTheCallerAndSaysSo() throws Exception {
        var await = Weft.class.getMethod("await", Awaitable.class);

        assertThatThrownBy(() -> await.invoke(null, coroutine))
                .cause()
                .isInstanceOf(NotWovenError.class)
                .hasMessageStartingWith(HERE)
                .hasMessageContaining("by reflection");
    }

    @Test
    void await_byAMethodHandle_namesTheCaller() throws Exception {
        var await = MethodHandles.lookup()
                .findStatic(Weft.class, "await", MethodType.methodType(Object.class, Awaitable.class));

        assertThatThrownBy(() -> await.invoke((Awaitable<?>) coroutine))
                .isInstanceOf(NotWovenError.class)
                .hasMessageStartingWith(HERE);
    }

    @Test
    void await_byAMethodReferenceThatTheJdkCalls_namesTheCallerAndSaysSo() {
        Function<Awaitable<Object>, Object> await = Weft::await;

        assertThatThrownBy(() -> Stream.of(coroutine).map(await).toList())
                .isInstanceOf(NotWovenError.class)
                .hasMessageStartingWith(HERE)
                .hasMessageContaining("a method reference");
    }
}
