package dev.weft.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Future;
import dev.weft.internal.coroutine.Driver;
import dev.weft.internal.coroutine.Unstarted;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnboxedResultTest {

    private static final int[] KINDS = {
        UnboxedResult.INTEGER, UnboxedResult.SHORT, UnboxedResult.BYTE, UnboxedResult.CHARACTER, UnboxedResult.BOOLEAN
    };

    @Test
    void box_ofEachKind_isThatOfTheValue() {
        for (int value : new int[] {0, -1, 127, 128, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            assertThat(UnboxedResult.box((long) value, UnboxedResult.INTEGER)).isEqualTo(value);
        }
        assertThat(UnboxedResult.box((long) Short.MIN_VALUE, UnboxedResult.SHORT))
                .isEqualTo(Short.MIN_VALUE);
        assertThat(UnboxedResult.box(-1L, UnboxedResult.BYTE)).isEqualTo((byte) -1);
        assertThat(UnboxedResult.box((long) Character.MAX_VALUE, UnboxedResult.CHARACTER))
                .isEqualTo(Character.MAX_VALUE);
        assertThat(UnboxedResult.box(0L, UnboxedResult.BOOLEAN)).isEqualTo(false);
        assertThat(UnboxedResult.box(1L, UnboxedResult.BOOLEAN)).isEqualTo(true);
    }

    @Test
    void box_ofSuspended_isSuspended() {
        for (int kind : KINDS) {
            assertThat(UnboxedResult.box(UnboxedResult.SUSPENDED, kind)).isSameAs(Frame.SUSPENDED);
        }
    }

    @Test
    void take_ofWhatWasGiven_isItsBoxOnce() throws Throwable {
        assertThat(boxOf(-1, UnboxedResult.INTEGER)).isEqualTo(-1);
        assertThat(boxOf(Short.MIN_VALUE, UnboxedResult.SHORT)).isEqualTo(Short.MIN_VALUE);
        assertThat(boxOf(-1, UnboxedResult.BYTE)).isEqualTo((byte) -1);
        assertThat(boxOf(Character.MAX_VALUE, UnboxedResult.CHARACTER)).isEqualTo(Character.MAX_VALUE);
        assertThat(boxOf(0, UnboxedResult.BOOLEAN)).isEqualTo(false);
        assertThat(boxOf(1, UnboxedResult.BOOLEAN)).isEqualTo(true);
    }

    private static @Nullable Object boxOf(int value, int kind) throws Throwable {
        var x = new Suspending();
        UnboxedResult.give(value, x, kind);
        Object box = x.take();
        assertThat(x.take()).isNull();
        return box;
    }

    @Test
    void takeUnboxed_ofWhatWasGiven_isTheValueOnce() throws Throwable {
        var x = new Suspending();
        UnboxedResult.give(Integer.MIN_VALUE, x, UnboxedResult.INTEGER);
        assertThat(x.takeUnboxed(UnboxedResult.INTEGER)).isEqualTo(Integer.MIN_VALUE);
        assertThat(x.take()).isNull();
    }

    @Test
    void takeUnboxed_ofABox_isWhatIsInIt() throws Throwable {
        for (Object box : new Object[] {65, (short) 65, (byte) 65, 'A'}) {
            assertThat(takenFrom(box)).isEqualTo(65);
        }
        assertThat(takenFrom(true)).isEqualTo(1);
        assertThat(takenFrom(false)).isZero();
    }

    private static int takenFrom(Object box) throws Throwable {
        var x = new Suspending();
        x.value = box;
        return x.takeUnboxed(UnboxedResult.INTEGER);
    }

    @Test
    void takeUnboxed_ofAFailure_throwsIt() {
        var x = new Suspending();
        x.error = new IllegalStateException("lost");
        assertThatThrownBy(() -> x.takeUnboxed(UnboxedResult.INTEGER)).hasMessage("lost");
    }

    @Test
    void drive_toTheOutermost_givesTheBox() throws Throwable {
        var x = new Suspending();
        var callee = new Giving();
        assertThat(x.driven(callee, true)).isSameAs(Frame.SUSPENDED);
        assertThat(x.driven(callee, false)).isEqualTo(1_000);
    }

    @Test
    void drive_ofACallerThatThrowsBeforeItTakes_leavesNothingForTheNext() throws Throwable {
        var x = new Suspending();
        var callee = new Giving();
        assertThat(x.driven(new ThrowingCaller(callee), true)).isSameAs(Frame.SUSPENDED);
        assertThatThrownBy(() -> x.driven(callee, false)).isInstanceOf(StackOverflowError.class);
        assertThat(x.take()).isNull();
    }

    /** Gives 1,000 without a box when it is resumed. */
    private static final class Giving extends Frame<Integer> {
        @Override
        protected Object start(Execution x, int depth) {
            return suspend(x, 1);
        }

        @Override
        protected Object resume(Execution x) {
            return UnboxedResult.give(1_000, x, UnboxedResult.INTEGER);
        }

        @Override
        protected String describe() {
            return "Giving\tgive\t\n1";
        }
    }

    private static final class ThrowingCaller extends Frame<Integer> {
        private final Frame<?> callee;

        ThrowingCaller(Frame<?> callee) {
            this.callee = callee;
        }

        @Override
        protected Object start(Execution x, int depth) throws Throwable {
            assertThat(Await.await(callee, x, depth)).isSameAs(SUSPENDED);
            return suspend(x, 1);
        }

        @Override
        protected Object resume(Execution x) {
            throw new StackOverflowError("as a body throws that has no stack left");
        }

        @Override
        protected String describe() {
            return "ThrowingCaller\tcall\t\n1";
        }
    }

    /** Runs frames by hand. */
    private static final class Suspending extends Driver {
        Suspending() {
            super(new Unstarted());
        }

        @Nullable
        Object driven(Frame<?> frame, boolean start) throws Throwable {
            return drive(frame, start);
        }

        @Override
        protected void moved(Frame<?> to) {
            // the tests know where it stands
        }

        @Override
        protected Object awaitFuture(Future<?> future) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Object awaitStage(CompletionStage<?> stage) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Object sleep(long nanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        protected Object yieldNow() {
            throw new UnsupportedOperationException();
        }
    }
}
