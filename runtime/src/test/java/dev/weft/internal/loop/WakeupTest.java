package dev.weft.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WakeupTest {
    private final Wakeup wakeup = new Wakeup();

    @Test
    void claim_whileTheLoopRuns_isFalse() {
        assertThat(wakeup.claim()).isFalse();
    }

    @Test
    void claim_whileTheLoopSleeps_isTrueOnce() {
        wakeup.fallAsleep();
        assertThat(wakeup.claim()).isTrue();
        assertThat(wakeup.claim()).isFalse();
    }

    @Test
    void claim_afterTheLoopWokeByItself_isFalse() {
        wakeup.fallAsleep();
        wakeup.stayAwake();
        assertThat(wakeup.claim()).isFalse();
    }

    @Test
    void claim_inTheNextSleep_isTrueAgain() {
        wakeup.fallAsleep();
        wakeup.claim();
        wakeup.stayAwake();
        wakeup.fallAsleep();
        assertThat(wakeup.claim()).isTrue();
    }

    @Test
    void fallAsleep_twice_saysWhatWasForgotten() {
        wakeup.fallAsleep();
        assertThatThrownBy(wakeup::fallAsleep)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("stayAwake()");
    }
}
