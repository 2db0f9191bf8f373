package dev.weft.asyncio;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Future;
import java.util.function.Consumer;

/** Callbacks of futures: their order, and what takes them away. */
@PortOf("test_futures.BaseFutureDoneCallbackTests")
class FutureCallbackIT extends AsyncioCase {
    private final Consumer<Future<Object>> first = logging("first");
    private final Consumer<Future<Object>> second = logging("second");
    private final Consumer<Future<Object>> third = logging("third");

    private Consumer<Future<Object>> logging(String name) {
        return future -> log.add(name);
    }

    /** Adds the three callbacks, changes that, and sets a result; gives who ran. */
    private void completing(Consumer<Future<Object>> change) {
        run(() -> {
            Future<Object> future = newFuture();
            future.addDoneCallback(first);
            future.addDoneCallback(second);
            future.addDoneCallback(third);
            change.accept(future);
            assertThat(log).isEmpty();
            future.setResult("foo");
            assertThat(log).isEmpty();
            await(yieldNow());
            assertThat(future.result()).isEqualTo("foo");
            return completed();
        });
    }

    @Ported("test_callbacks_remove_first_callback")
    void firstCallback_thatIsRemovedTwice_doesNotRun() {
        completing(future -> {
            future.removeDoneCallback(first);
            future.removeDoneCallback(first);
        });
        assertThat(log).containsExactly("second", "third");
    }

    @Ported("test_callbacks_remove_first_and_second_callback")
    void twoCallbacks_thatAreRemoved_leaveTheThird() {
        completing(future -> {
            future.removeDoneCallback(first);
            future.removeDoneCallback(second);
            future.removeDoneCallback(first);
        });
        assertThat(log).containsExactly("third");
    }

    @Ported("test_callbacks_remove_third_callback")
    void lastCallback_thatIsRemoved_leavesTheOthers() {
        completing(future -> {
            future.removeDoneCallback(third);
            future.removeDoneCallback(third);
        });
        assertThat(log).containsExactly("first", "second");
    }

    @Ported("test_callbacks_invoked_on_set_result")
    void callbacks_runInTheOrderInWhichTheyWereAdded() {
        completing(future -> {});
        assertThat(log).containsExactly("first", "second", "third");
    }

    @Ported("test_callbacks_invoked_on_set_exception")
    void callbacks_ofAFailedFuture_runToo() {
        run(() -> {
            Future<Object> future = newFuture();
            future.addDoneCallback(first);
            IllegalStateException failure = new IllegalStateException();
            future.setException(failure);
            await(yieldNow());
            assertThat(log).containsExactly("first");
            assertThat(future.exception()).isSameAs(failure);
            return completed();
        });
    }

    @Ported("test_remove_done_callback")
    void removeDoneCallback_removesAllOfOneAndCountsThem() {
        completing(future -> {
            assertThat(future.removeDoneCallback(third)).isEqualTo(1);
            assertThat(future.removeDoneCallback(third)).isZero();
            for (int i = 0; i < 5; i++) {
                future.addDoneCallback(first);
            }
            assertThat(future.removeDoneCallback(first)).isEqualTo(6);
        });
        assertThat(log).containsExactly("second");
    }

    /** A callback whose equals does something, once, to the callbacks that it is among. */
    private final class Meddler implements Consumer<Future<Object>> {
        private final Runnable meddling;
        private boolean hasMeddled;

        Meddler(Runnable meddling) {
            this.meddling = meddling;
        }

        @Override
        public void accept(Future<Object> future) {
            log.add("meddler");
        }

        @Override
        public boolean equals(Object other) {
            if (!hasMeddled) {
                hasMeddled = true;
                meddling.run();
            }
            return this == other;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    @Ported("test_remove_done_callbacks_list_mutation")
    void callback_whoseEqualsRemovesAnotherOne_keepsTheRestInOrder() {
        completing(future -> {
            future.addDoneCallback(new Meddler(() -> future.removeDoneCallback(second)));
            assertThat(future.removeDoneCallback(third)).isEqualTo(1);
        });
        assertThat(log).containsExactly("first", "meddler");
    }

    @Ported("test_remove_done_callbacks_list_clear")
    void callback_whoseEqualsRemovesAllOthers_isLeftAlone() {
        completing(future -> {
            future.addDoneCallback(new Meddler(() -> {
                future.removeDoneCallback(first);
                future.removeDoneCallback(second);
                future.removeDoneCallback(third);
            }));
            assertThat(future.removeDoneCallback(third)).isZero();
        });
        assertThat(log).containsExactly("meddler");
    }

    @Ported("test_schedule_callbacks_list_mutation_2")
    void callback_whoseEqualsAddsAnotherOne_keepsAllInOrder() {
        completing(future -> {
            future.addDoneCallback(new Meddler(() -> future.addDoneCallback(first)));
            assertThat(future.removeDoneCallback(third)).isEqualTo(1);
        });
        assertThat(log).containsExactly("first", "second", "meddler", "first");
    }

    @Ported("test_schedule_callbacks_list_mutation_2")
    void onlyCallback_whoseEqualsAddsAnotherOne_losesNone() {
        run(() -> {
            Future<Object> future = newFuture();
            Meddler only = new Meddler(() -> future.addDoneCallback(first));
            future.addDoneCallback(only);
            assertThat(future.removeDoneCallback(only)).isEqualTo(1);
            future.setResult("foo");
            await(yieldNow());
            return completed();
        });
        assertThat(log).containsExactly("first");
    }

    @Ported("test_schedule_callbacks_list_mutation_1")
    void callback_thatRemovesALaterOne_isTooLate() {
        run(() -> {
            Future<Object> future = newFuture();
            future.addDoneCallback(done -> log.add("removed " + done.removeDoneCallback(second)));
            future.addDoneCallback(second);
            future.addDoneCallback(second);
            future.setResult(1);
            await(yieldNow());
            assertThat(log).containsExactly("removed 0", "second", "second");
            return completed();
        });
    }
}
