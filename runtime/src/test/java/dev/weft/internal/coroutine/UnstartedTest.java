package dev.weft.internal.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnstartedTest {

    private final Unstarted unstarted = new Unstarted();

    @Test
    void drain_ofThoseLeft_givesTheUnstartedOldestFirstAndOnce() {
        Made a = make();
        Made b = make();
        Made c = make();
        Made d = make();
        begin(b);
        begin(d);

        assertThat(unstarted.drain()).containsExactly(a, c);
        assertThat(unstarted.drain()).isEmpty();
    }

    @Test
    void made_inBulk_keepsTheLatestOnly() {
        List<Made> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(make());
        }
        List<Activation<?>> left = unstarted.drain();

        assertThat(left).hasSizeBetween(1_000, 4_096).last().isSameAs(all.get(all.size() - 1));
    }

    @Test
    void made_whereAllBegin_forgetsNone() {
        Made first = make();
        for (int i = 0; i < 100_000; i++) {
            Made held = make();
            Made other = make();
            begin(held);
            begin(other);
        }

        assertThat(unstarted.drain()).containsExactly(first);
    }

    private Made make() {
        Made made = new Made();
        unstarted.made(made);
        return made;
    }

    private void begin(Made coroutine) {
        unstarted.taken(coroutine);
        coroutine.close();
    }

    private static final class Made extends Frame<Object> {

        @Override
        protected Object start(Execution x, int depth) {
            throw new AssertionError("only its making matters");
        }

        @Override
        protected Object resume(Execution x) {
            throw new AssertionError("only its making matters");
        }

        @Override
        protected String describe() {
            return "Made\tmade\t";
        }
    }
}
