package dev.weft.agent.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookLimitTest {
    private final CountDownLatch never = new CountDownLatch(1);

    private String wait(AtomicInteger looks) throws InterruptedException {
        looks.incrementAndGet();
        never.await();
        return "answered";
    }

    @Test
    void answer_ofAProcessThatIsStopped_failsWithoutALook() {
        var looks = new AtomicInteger();
        var limit = new LookLimit("7", () -> "it is stopped", LookLimit.NANOS);

        assertThatThrownBy(() -> limit.answer(() -> wait(looks)))
                .isInstanceOf(IOException.class)
                .hasMessage("process 7 does not answer: it is stopped.");
        assertThat(looks).hasValue(0);
    }

    @Test
    void answer_ofAProcessThatIsStoppedMeanwhile_fails() {
        Iterator<String> states = List.of("", "", "it is stopped").iterator();
        var limit = new LookLimit(
                "7",
                () -> {
                    String state = states.next();
                    return state.isEmpty() ? null : state;
                },
                LookLimit.NANOS);

        assertThatThrownBy(() -> limit.answer(() -> wait(new AtomicInteger())))
                .hasMessage("process 7 does not answer: it is stopped.");
        assertThat(states.hasNext()).isFalse();
    }

    @Test
    void answer_thatDoesNotCome_failsAtTheLimit() {
        var limit = new LookLimit("7", () -> null, TimeUnit.MILLISECONDS.toNanos(1));

        assertThatThrownBy(() -> limit.answer(() -> wait(new AtomicInteger())))
                .hasMessageStartingWith("process 7 does not answer within 0 s.");
    }

    @Test
    void answer_andFailures_areThoseOfTheLook() throws Exception {
        var limit = new LookLimit("7", () -> null, LookLimit.NANOS);
        var failure = new IOException("cannot attach");
        var error = new NoClassDefFoundError("VirtualMachine");

        assertThat(limit.answer(() -> "answered")).isEqualTo("answered");
        assertThatThrownBy(() -> limit.answer(() -> {
                    throw failure;
                }))
                .isSameAs(failure);
        assertThatThrownBy(() -> limit.answer(() -> {
                    throw error;
                }))
                .isSameAs(error);
    }
}
