package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void run_ofTwoTasksThatYield_alternates() {
        Weft.run(new Main());

        assertThat(log).containsExactly("main", "a0", "b0", "a1", "b1", "a2", "b2", "end [a, b]");
    }

    /** Gathers two coroutines that yield twice each. */
    private final class Main extends RuntimeFrame<Void> {
        Main() {
            super("main");
        }

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            log.add("main");
            Object outcome = Await.await(Weft.gather(new Yielding("a"), new Yielding("b")), x, depth);
            assertThat(outcome).isSameAs(Frame.SUSPENDED);
            return suspend(x, 1);
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            if (point == 1) {
                log.add("end " + x.take());
                Await.sleep(Duration.ofMillis(1), x);
                return suspend(x, 2);
            }
            return x.take();
        }
    }

    private final class Yielding extends RuntimeFrame<String> {
        private final String name;
        private int round;

        Yielding(String name) {
            super(name);
            this.name = name;
        }

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            log.add(name + round);
            Await.yieldNow(x);
            return suspend(x, 1);
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            x.take();
            log.add(name + ++round);
            if (round == 2) {
                return name;
            }
            Await.yieldNow(x);
            return suspend(x, 1);
        }
    }
}
