package dev.weft.asyncio;

import static dev.weft.Weft.asCompleted;
import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.Task;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** asCompleted: results in the order in which they come. */
@PortOf("test_tasks.BaseTaskTests")
class AsCompletedIT extends AsyncioCase {
    @Ported("test_as_completed")
    void asCompleted_ofSleepers_givesTheirValuesAsTheyEnd() {
        run(() -> {
            for (Coroutine<String> next :
                    asCompleted(List.of(sleep(millis(10), "b"), sleep(millis(150), "c"), sleep(millis(10), "a")))) {
                log.add(await(next) + " at " + elapsed().toMillis());
            }
            assertThat(log).containsExactly("b at 10", "a at 10", "c at 150");
            return completed();
        });
    }

    @Ported("test_as_completed_with_timeout")
    void asCompleted_withATimeout_throwsItForTheRest() {
        run(() -> {
            List<Task<String>> tasks =
                    List.of(createTask(sleep(millis(100), "a")), createTask(sleep(millis(150), "b")));
            Iterator<Coroutine<String>> results =
                    asCompleted(tasks, millis(120)).iterator();
            assertThat(await(results.next())).isEqualTo("a");
            assertThat(await(failureOf(results.next()))).isInstanceOf(TimeoutException.class);
            assertThat(elapsed()).isEqualTo(millis(120));
            assertThat(tasks.get(1).isDone()).isFalse();
            return completed();
        });
    }

    @Ported("test_as_completed_with_unused_timeout")
    void asCompleted_withATimeoutThatIsNotReached_givesAll() {
        run(() -> {
            for (Coroutine<String> next : asCompleted(List.of(sleep(millis(10), "a")), seconds(1))) {
                log.add(await(next));
            }
            assertThat(log).containsExactly("a");
            return completed();
        });
        assertThat(elapsed()).isEqualTo(millis(10));
    }

    @Ported("test_as_completed_resume_iterator")
    void iterator_thatIsLeftAndTakenUpAgain_givesTheRest() {
        run(() -> {
            Iterator<Coroutine<Integer>> results = asCompleted(
                            List.of(completed(0), completed(1), completed(2), completed(3)))
                    .iterator();
            List<Integer> values = new ArrayList<>();
            values.add(await(results.next()));
            values.add(await(results.next()));
            while (results.hasNext()) {
                values.add(await(results.next()));
            }
            assertThat(values).containsExactly(0, 1, 2, 3);
            return completed();
        });
    }

    @Ported("test_as_completed_reverse_wait")
    void coroutines_awaitedInReverse_giveTheFirstToEndFirst() {
        run(() -> {
            List<Coroutine<String>> results = new ArrayList<>();
            asCompleted(List.of(sleep(millis(100), "b"), sleep(millis(50), "a")))
                    .forEach(results::add);
            assertThat(results).hasSize(2);
            assertThat(await(results.get(1))).isEqualTo("a");
            assertThat(elapsed()).isEqualTo(millis(50));
            assertThat(await(results.get(0))).isEqualTo("b");
            assertThat(elapsed()).isEqualTo(millis(100));
            return completed();
        });
    }

    @Ported("test_as_completed_concurrent")
    void coroutines_awaitedAtOnce_giveOneValueEach() {
        run(() -> {
            List<Coroutine<String>> results = new ArrayList<>();
            asCompleted(List.of(sleep(millis(50), "a"), sleep(millis(50), "b"))).forEach(results::add);
            assertThat(await(gather(results))).containsExactlyInAnyOrder("a", "b");
            assertThat(elapsed()).isEqualTo(millis(50));
            return completed();
        });
    }

    @Ported("test_as_completed_duplicate_coroutines")
    void asCompleted_ofOneCoroutineTwice_givesItsValueOnce() {
        run(() -> {
            Coroutine<String> ham = async(() -> completed("ham"));
            List<String> values = new ArrayList<>();
            for (Coroutine<String> next : asCompleted(List.of(ham, ham, completed("spam")))) {
                values.add(await(next));
            }
            assertThat(values).containsExactly("ham", "spam");
            return completed();
        });
    }

    @Ported("test_as_completed_coroutine_without_loop")
    void asCompleted_outsideALoop_isRefused() {
        Coroutine<Integer> coroutine = async(() -> completed(42));
        assertThatThrownBy(() -> asCompleted(List.of(coroutine)).iterator().next())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no running event loop");
        coroutine.close();
    }

    @Ported("test_as_completed_coroutine_use_running_loop")
    void asCompleted_ofOneCoroutine_givesItsValue() {
        run(() -> {
            Iterator<Coroutine<Integer>> results =
                    asCompleted(List.of(completed(42))).iterator();
            assertThat(await(results.next())).isEqualTo(42);
            assertThat(results.hasNext()).isFalse();
            return completed();
        });
    }
}
