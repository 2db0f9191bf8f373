package dev.weft.sync;

import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final TestLoop test = new TestLoop();
    private final EventLoop loop = test.loop();
    private final Watch<String> watch = new Watch<>("red", "light");
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void close() {
        test.close();
    }

    private Task<Object> sees(Watch.Watcher<String> watcher, String name) {
        return loop.createTask(Steps.of(name, x -> watcher.changed(), value -> log.add(name + " sees " + value)));
    }

    @Test
    void watchers_ofSeveralChanges_seeTheLatestOnce() {
        Watch.Watcher<String> first = watch.watch();
        sees(first, "first");
        sees(watch.watch(), "second");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            assertThat(watch).hasToString("Watch light [0 changes, 2 waiting]");
            watch.set("amber");
            watch.set("green");
            return yieldNow();
        }));

        assertThat(log).containsExactly("first sees green", "second sees green");
        assertThat(first.hasChanged()).isFalse();
        assertThat(watch.get()).isEqualTo("green");
    }

    @Test
    void change_beforeTheWait_takesNoTurn() {
        Watch.Watcher<String> watcher = watch.watch();
        watch.set("green");

        assertThat(test.run(watcher.changed())).isEqualTo("green");
    }

    @Test
    void watcher_whoseTaskIsCancelled_hasSeenNothing() {
        Watch.Watcher<String> watcher = watch.watch();
        Task<Object> task = sees(watcher, "cancelled");

        test.run(Steps.of("main", x -> yieldNow(), x -> {
            watch.set("green");
            task.cancel();
            return yieldNow();
        }));

        assertThat(watcher.hasChanged()).isTrue();
    }

    @Test
    void waitUntil_aValueHasAProperty_passesOverOthers() {
        loop.createTask(
                Steps.of("driver", x -> watch.waitUntil("green"::equals), value -> log.add("drives at " + value)));

        test.run(Steps.of(
                "main",
                x -> watch.waitUntil("red"::equals),
                x -> {
                    watch.set("amber");
                    return yieldNow();
                },
                x -> {
                    assertThat(log).isEmpty();
                    watch.set("green");
                    return yieldNow();
                }));

        assertThat(log).containsExactly("drives at green");
    }

    @Test
    void close_endsAllWaitsAfterTheLastValue() {
        Watch.Watcher<String> slow = watch.watch();
        watch.set("off");
        Task<String> waiting = loop.createTask(watch.waitUntil("green"::equals));

        test.run(Steps.of(
                        "main",
                        x -> yieldNow(),
                        x -> {
                            watch.close();
                            return slow.changed();
                        },
                        value -> {
                            assertThat(value).isEqualTo("off");
                            return waiting;
                        })
                .rescuedBy(thrown -> assertThat(thrown).isInstanceOf(ChannelClosedException.class)));

        assertThatThrownBy(() -> watch.set("on")).isInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(() -> test.run(slow.changed())).isInstanceOf(ChannelClosedException.class);
    }
}
