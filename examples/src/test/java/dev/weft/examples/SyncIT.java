package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Coroutine;
import dev.weft.testing.TestLoop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lessons on locks, queues and channels on a virtual clock. */
class SyncIT {
    @Test
    void lockAccount_inVirtualTime_printsWhatCPythonPrints() {
        assertThat(printedBy(LockAccount.main())).isEqualTo(Printed.byTwinOf("LockAccount"));
    }

    @Test
    void queueWorkers_inVirtualTime_printWhatCPythonPrints() {
        assertThat(printedBy(QueueWorkers.main())).isEqualTo(Printed.byTwinOf("QueueWorkers"));
    }

    @Test
    void channelSelect_inVirtualTime_losesNothing() {
        assertThat(printedBy(ChannelSelect.main()))
                .isEqualTo(List.of(
                        "order: tea",
                        "order: cake",
                        "alarm: the kettle boils",
                        "nothing for 25 ms",
                        "nothing for 25 ms"));
    }

    private static List<String> printedBy(Coroutine<?> main) {
        return Printed.by(() -> {
            try (TestLoop loop = new TestLoop()) {
                loop.run(main);
            }
        });
    }
}
