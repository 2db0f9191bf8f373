package dev.weft.insight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EventLoop;
import dev.weft.Steps;
import dev.weft.Task;
import dev.weft.TaskOptions;
import dev.weft.Weft;
import dev.weft.insight.Snapshot.Kind;
import dev.weft.insight.Snapshot.State;
import dev.weft.insight.Snapshot.Wait;
import dev.weft.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The texts of snapshots that are made by hand. */
class SnapshotTextTest {

    private static final StackTraceElement HERE = new StackTraceElement("app.Shop", "sell", "Shop.java", 12);

    private static Snapshot of(State state, List<StackTraceElement> stack, Snapshot.Task... tasks) {
        return new Snapshot(List.of(new Snapshot.Loop("L", "main", state, true, stack, List.of(tasks))));
    }

    private static Snapshot.Task task(long id, String name, Wait wait) {
        return new Snapshot.Task(
                id,
                name,
                "Shop.sell",
                List.of(new Snapshot.Frame(HERE, List.of())),
                wait,
                0,
                Duration.ofHours(2).toNanos());
    }

    private static Wait wait(Kind kind, String what, Long... on) {
        return new Wait(kind, what, List.of(on), Optional.empty());
    }

    private static Wait sleep(Duration time) {
        return new Wait(Kind.TIMER, "", List.of(), Optional.of(time.toNanos()));
    }

    @Test
    void texts_ofNamesWithLineBreaks_haveALineForEach() {
        Snapshot snapshot = of(
                State.WAITING,
                List.of(),
                task(1, "left\n└─ forged: runs", wait(Kind.WAITABLE, "Lock\ntill", 2L)),
                task(2, "right\r\u001b[2J", sleep(Duration.ofMillis(5))));

        assertThat(snapshot.tree()).isEqualTo("""
                        L on main, 2 tasks, next timer in 5 ms
                        └─ left\\n└─ forged: runs: waits for Lock\\ntill, held by right\\r\\u001b[2J, for 2 h 0 min at least
                              app.Shop.sell:12
                        └─ right\\r\\u001b[2J: sleeps 5 ms more, for 2 h 0 min at least
                              app.Shop.sell:12
                        """);
        assertThat(snapshot.table().lines()).hasSize(2);
        assertThat(snapshot.json().lines()).hasSize(1);
        assertThat(snapshot.json()).contains("\"name\":\"left\\u000a└─ forged: runs\"");
    }

    @Test
    void texts_ofNamesAndValuesThatTurnTheLine_showThemEscaped() {
        String turned = "order\u202e7";
        Snapshot.Frame frame = new Snapshot.Frame(
                new StackTraceElement("app.\u2066Shop", "sell\n", "Shop.java", 12),
                List.of(new Snapshot.Local("no\u200fte", "char", "'\n'"), new Snapshot.Local("", "int", "1\u202d")));
        Snapshot snapshot = of(
                State.WAITING,
                List.of(),
                new Snapshot.Task(
                        1, turned, "Shop.sell", List.of(frame), wait(Kind.WAITABLE, "Lock " + turned, 1L), 0, 0));

        assertThat(snapshot.tree()).isEqualTo("""
                        L on main, 1 task
                        └─ order\\u202e7: waits for Lock order\\u202e7, held by order\\u202e7
                              app.\\u2066Shop.sell\\n:12  no\\u200fte='\\n' 1\\u202d
                        cycle: order\\u202e7 waits for Lock order\\u202e7, held by order\\u202e7
                        """);
        assertThat(snapshot.table()).isEqualTo("""
                        L  order\\u202e7  waits  Lock order\\u202e7 (order\\u202e7)  \\u2066Shop.sell\\n:12
                        """);
        assertThat(snapshot.json())
                .contains("\"name\":\"order\\u202e7\"", "\"name\":\"no\\u200fte\"")
                .doesNotContain("\u202e", "\u200f", "\u2066", "\u202d");
    }

    @Test
    void texts_ofAHugeName_cutItAndTheDataKeepsIt() {
        String huge = "x".repeat(10_000);
        Snapshot snapshot = of(
                State.WAITING,
                List.of(),
                task(1, huge, wait(Kind.TASK, huge, 2L)),
                task(2, huge, wait(Kind.WAITABLE, "Queue " + huge, 1L)));

        for (String text : List.of(snapshot.tree(), snapshot.table())) {
            assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(700));
        }
        assertThat(snapshot.json()).contains(huge);
    }

    @Test
    void texts_ofALoopThatIsHeldUp_showTheGuiltyLineAtTheTask() {
        StackTraceElement guilty = new StackTraceElement("app.Store", "read", "Store.java", 7);
        Snapshot snapshot = of(
                State.HELD_UP,
                List.of(
                        new StackTraceElement("java.io.FileInputStream", "read0", null, -2),
                        guilty,
                        new StackTraceElement("app", null, null, "app.Shop", "sell$weft$resume", "Shop.java", 13),
                        new StackTraceElement("app.Shop$weft$sell", "resume", "Shop.java", -1),
                        new StackTraceElement("dev.weft.internal.coroutine.Driver", "drive", "Driver.java", 72),
                        new StackTraceElement("app.Main", "main", "Main.java", 3)),
                task(1, "writer", wait(Kind.STEP, "")),
                task(2, "reader", wait(Kind.READY, "")));

        assertThat(snapshot.tree())
                .startsWith("""
                        L on main, HELD UP at app.Store.read:7, 2 tasks
                              at java.io.FileInputStream.read0(Native Method)
                              at app.Store.read(Store.java:7)
                              at app.Shop.sell(Shop.java:13)
                        (read while a step ran: moments may mix)
                        """)
                .contains("└─ writer: runs, HELD UP at app.Store.read:7, for ")
                .contains("└─ reader: ready, for ");
        assertThat(snapshot.table())
                .containsPattern("L +on main +HELD UP +app.Store.read:7\n")
                .containsPattern("L +writer +runs +Store.read:7 < Shop.sell:12\n")
                .containsPattern("L +reader +ready +Shop.sell:12\n");
        assertThat(snapshot.json()).contains("\"heldUpAt\":\"app.Store.read:7\"");
    }

    @Test
    void tree_ofCallsThatReturnStages_countsThemInWords() {
        Snapshot.Task one = task(-1, "Shop.load()", wait(Kind.STAGE, "CompletableFuture@1"));
        Snapshot.Task other = task(-2, "Shop.load()", wait(Kind.STAGE, "CompletableFuture@2"));

        assertThat(of(State.WAITING, List.of(), one).tree())
                .startsWith("L on main, 0 tasks, 1 call that returns a stage\n");
        assertThat(of(State.WAITING, List.of(), one, other).tree())
                .startsWith("L on main, 0 tasks, 2 calls that return stages\n");
        assertThat(of(State.WAITING, List.of(), one, other).table())
                .startsWith("L  2 calls  waits  CompletableFuture@...");
    }

    @Test
    void texts_ofLongTimes_areInUnitsThatPeopleRead() {
        Snapshot snapshot = of(
                State.WAITING,
                List.of(),
                task(1, "a", sleep(Duration.ofHours(1))),
                task(2, "b", sleep(Duration.ofSeconds(5))));

        assertThat(snapshot.tree()).contains("a: sleeps 1 h 0 min more").contains("next timer in 5000 ms\n");
        assertThat(snapshot.table()).contains("2 tasks  sleeps  5000 ms to 1 h 0 min more");
        assertThat(snapshot.json()).contains("\"nanosLeft\":3600000000000");
    }

    @Test
    void tree_ofWaitsThatTimeOut_saysWhen() {
        Wait limited = new Wait(
                Kind.WAITABLE,
                "Lock till",
                List.of(2L),
                Optional.of(Duration.ofMillis(4969).toNanos()));
        Snapshot snapshot = of(State.WAITING, List.of(), task(1, "a", limited), task(2, "b", wait(Kind.READY, "")));

        assertThat(snapshot.tree())
                .startsWith("L on main, 2 tasks, next timer in 4969 ms\n")
                .contains("a: waits for Lock till, held by b, for 2 h 0 min at least; times out in 4969 ms\n")
                .contains("b: ready, for 2 h 0 min at least\n");
    }

    @Test
    void messagesAndTraces_ofATaskWhoseNameHasLineBreaks_haveOneLine() {
        TestLoop test = new TestLoop();
        EventLoop loop = test.loop();
        List<String> reports = new ArrayList<>();
        loop.setExceptionHandler((failing, report) -> reports.add(report.message()));
        Task<?> task = loop.createTask(
                Steps.of("bad", x -> Weft.yieldNow(), x -> {
                    throw new IllegalStateException("expected");
                }),
                TaskOptions.defaults().named("one\ntwo" + "x".repeat(10_000)));
        assertThat(task.toString()).startsWith("one\\ntwo").hasSizeLessThan(140).doesNotContain("\n");
        task = null;
        test.run(Weft.sleep(Duration.ofMillis(1)));
        test.close();

        assertThat(reports).singleElement().asString().contains("one\\ntwox").hasSizeLessThan(220);
    }
}
