package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnstartedTest {

    private final Unstarted unstarted = new Unstarted();

    @Test
    void drain_ofThoseLeft_givesTheUnstartedOldestFirstAndOnce() {
        Coroutine a = make();
        Coroutine b = make();
        Coroutine c = make();
        Coroutine d = make();
        begin(b);
        begin(d);

        assertThat(unstarted.drain()).containsExactly(a, c);
        assertThat(unstarted.drain()).isEmpty();
    }

    @Test
    void made_inBulk_keepsTheLatestOnly() {
        List<Coroutine> all = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            all.add(make());
        }
        List<Unstarted.Startable> left = unstarted.drain();

        assertThat(left).hasSizeBetween(1_000, 4_096).last().isSameAs(all.get(all.size() - 1));
    }

    @Test
    void made_whereAllBegin_forgetsNone() {
        Coroutine first = make();
        for (int i = 0; i < 100_000; i++) {
            Coroutine held = make();
            Coroutine other = make();
            begin(held);
            begin(other);
        }

        assertThat(unstarted.drain()).containsExactly(first);
    }

    private Coroutine make() {
        Coroutine made = new Coroutine();
        unstarted.made(made);
        return made;
    }

    private void begin(Coroutine coroutine) {
        unstarted.taken(coroutine);
        coroutine.begun = true;
    }

    private static final class Coroutine implements Unstarted.Startable {
        private boolean begun;

        @Override
        public boolean isUnstarted() {
            return !begun;
        }
    }
}
