package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 37: operands are evaluated and classes initialised where Java does it, whether an await suspends or not. */
class EvaluationOrderIT {
    private static final List<String> order = new ArrayList<>();
    private boolean suspends;
    private int field;

    @BeforeEach
    void forget() {
        order.clear();
    }

    private static <T> T seen(String what, T value) {
        order.add(what);
        return value;
    }

    @Async
    <T> Coroutine<T> later(String what, T value) {
        order.add(what + "...");
        if (suspends) {
            await(yieldNow());
        }
        order.add(what);
        return completed(value);
    }

    private Object run(boolean suspending, Coroutine<?> main) {
        suspends = suspending;
        try (TestLoop loop = new TestLoop()) {
            return loop.run(main);
        }
    }

    @Async
    Coroutine<String> arrayElement() {
        int[] array = {10, 20, 30};
        seen("array", array)[seen("index", 1)] = await(later("value", 5));
        seen("array", array)[seen("index", 2)] += await(later("more", 7));
        array[0] = array[0]++ + await(later("last", array[0]));
        return completed(Arrays.toString(array));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arrayStore_ofAnAwaitedValue_evaluatesArrayAndIndexFirst(boolean suspending) {
        assertThat(run(suspending, arrayElement())).isEqualTo("[21, 5, 37]");
        assertThat(order)
                .containsExactly(
                        "array", "index", "value...", "value", "array", "index", "more...", "more", "last...", "last");
    }

    @Async
    Coroutine<Integer> arithmetic() {
        field = 1;
        int sum = field + await(setsField(100)) + field;
        field += await(setsField(1000));
        long wide = 2L * await(later("wide", 3L)) + sum;
        double mixed = 0.5 * await(later("mixed", 4)) + wide;
        return completed((int) mixed + field);
    }

    @Async
    Coroutine<Integer> setsField(int value) {
        await(later("set", value));
        field = value;
        return completed(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void operands_readBeforeAnAwait_keepTheirValue(boolean suspending) {
        assertThat(run(suspending, arithmetic())).isEqualTo(2 + 6 + 111 + 110);
    }

    private String join(String a, int b, long c, String d) {
        return a + b + c + d;
    }

    @Async
    Coroutine<String> arguments() {
        String joined =
                join(seen("a", "a"), await(later("b", 2)), seen("c", 3L), await(later("d", await(later("e", "e")))));
        return completed(seen("f", "f") + await(later("g", 4)) + joined + seen("h", 'h'));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void arguments_amongAwaits_areEvaluatedLeftToRight(boolean suspending) {
        assertThat(run(suspending, arguments())).isEqualTo("f4a23eh");
        assertThat(order).containsExactly("a", "b...", "b", "c", "e...", "e", "d...", "d", "f", "g...", "g", "h");
    }

    @Async
    Coroutine<List<String>> branches() {
        List<String> taken = new ArrayList<>();
        if (await(later("false", false)) && await(later("never", true))) {
            taken.add("and");
        }
        if (await(later("true", true)) || await(later("never", true))) {
            taken.add("or");
        }
        taken.add(await(later("condition", true)) ? await(later("then", "then")) : await(later("never", "else")));
        switch (await(later("switch", "two"))) {
            case "one" -> taken.add("one");
            case "two" -> taken.add(await(later("case", "two")));
            default -> taken.add("default");
        }
        int i = 0;
        do {
            taken.add("round " + i);
        } while (await(later("loop", ++i)) < 2);
        return completed(taken);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void branches_onAwaitedConditions_goWhereJavaGoes(boolean suspending) {
        assertThat(run(suspending, branches())).isEqualTo(List.of("or", "then", "two", "round 0", "round 1"));
        assertThat(order).doesNotContain("never");
    }

    /** Shows when it is initialised and made. */
    private static final class Pending {
        static {
            order.add("Pending is initialised");
        }

        final int sum;

        Pending(int a, int b) {
            order.add("Pending is made");
            sum = a + b;
        }
    }

    /** Another one: a class is initialised only once. */
    private static final class Ready {
        static {
            order.add("Ready is initialised");
        }

        Ready(Pending pending, int n) {
            order.add("Ready is made with " + pending.sum + " and " + n);
        }
    }

    @Async
    Coroutine<Integer> constructs() {
        Pending pending = new Pending(await(later("first", 1)), await(later("second", 2)));
        Ready ready = new Ready(await(later("outer", pending)), new Pending(await(later("inner", 3)), pending.sum).sum);
        return completed(ready.hashCode() == 0 ? 0 : pending.sum);
    }

    @Test
    void newObject_withAwaitedArguments_initialisesItsClassFirst() {
        assertThat(run(true, constructs())).isEqualTo(3);
        assertThat(order)
                .containsExactly(
                        "Pending is initialised",
                        "first...",
                        "first",
                        "second...",
                        "second",
                        "Pending is made",
                        "Ready is initialised",
                        "outer...",
                        "outer",
                        "inner...",
                        "inner",
                        "Pending is made",
                        "Ready is made with 3 and 6");
    }

    @Async
    Coroutine<String> failing() {
        List<String> caught = new ArrayList<>();
        int[] none = null;
        try {
            none[seen("index", 0)] = await(later("value", 1));
        } catch (NullPointerException e) {
            caught.add("null after the value");
        }
        try {
            int[] one = new int[1];
            one[seen("outside", 5)] = await(later("value", 1));
        } catch (ArrayIndexOutOfBoundsException e) {
            caught.add("outside after the value");
        }
        try {
            Object text = await(later("text", "text"));
            caught.add(((Integer) text).toString());
        } catch (ClassCastException e) {
            caught.add("cast");
        }
        return completed(String.join(", ", caught));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void failingStore_ofAnAwaitedValue_failsAfterTheValue(boolean suspending) {
        assertThat(run(suspending, failing())).isEqualTo("null after the value, outside after the value, cast");
        assertThat(order)
                .containsExactly("index", "value...", "value", "outside", "value...", "value", "text...", "text");
    }
}
