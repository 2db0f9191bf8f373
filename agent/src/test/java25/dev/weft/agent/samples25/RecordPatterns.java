package dev.weft.agent.samples25;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Awaits beside record patterns, whose accessors javac calls inside handlers of its own, and unnamed variables. */
public class RecordPatterns {
    private record Point(int x, long y) {}

    private record Line(Point from, Point to) {}

    private record Box<T>(T value) {}

    private record Angry(int n) {
        @Override
        public int n() {
            throw new IllegalStateException("accessor");
        }
    }

    @Async
    public Coroutine<String> nested(Script script) {
        Object value = await(script.later(new Line(new Point(1, 2), new Point(3, 4))));
        if (value instanceof Line(Point(var x, var y), Point to) && x < await(script.later(5))) {
            return completed(x + await(script.later(y)) + to.y() + "" + await(script.later(to)));
        }
        return completed("none" + await(script.later(1)));
    }

    @Async
    public Coroutine<String> inverted(Script script) {
        String text = "";
        for (Object value : new Object[] {new Box<>("s"), new Box<>(new Box<>(5)), 1}) {
            if (!(await(script.later(value)) instanceof Box<?>(var inner))) {
                text += await(script.later("no box"));
                continue;
            }
            if (inner instanceof Box<?>(Integer n)) {
                text += n + await(script.later(n));
            } else {
                text += inner + await(script.later("/"));
            }
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> accessorThatThrows(Script script) {
        Object angry = await(script.later(new Angry(1)));
        try {
            if (angry instanceof Angry(int n) && n > await(script.later(0))) {
                return completed("matched");
            }
            return completed("not matched");
        } catch (MatchException failure) {
            return completed(failure.getCause().getMessage() + await(script.later("!")));
        }
    }

    @Async
    public Coroutine<String> inALoopCondition(Script script) {
        Object list = new Box<>(new Box<>(new Box<>("end")));
        int depth = 0;
        while (list instanceof Box<?>(var inner) && await(script.later(depth)) < 5) {
            list = inner;
            depth += await(script.later(1));
        }
        return completed(list + "" + depth);
    }

    @Async
    public Coroutine<Integer> unnamedVariables(Script script) {
        int n = 0;
        for (var _ : List.of(1, 2, 3)) {
            n += await(script.later(1));
        }
        var _ = await(script.later("ignored"));
        try {
            n /= await(script.later(0));
        } catch (ArithmeticException _) {
            n += await(script.later(10));
        }
        BiFunction<Integer, Integer, Coroutine<Integer>> second = (_, b) -> completed(b + await(script.later(b)));
        try (var _ = new Resource(script)) {
            n += await(second.apply(1, 2));
        }
        return completed(n);
    }

    private record Resource(Script script) implements AutoCloseable {
        @Override
        public void close() {
            script.note("closed");
        }
    }

    @Async
    public Coroutine<String> sequencedCollections(Script script) {
        var list = new ArrayList<>(List.of("a", "b"));
        list.addFirst(await(script.later("first")));
        return completed(list.reversed() + list.removeLast() + await(script.later(list.getFirst())));
    }
}
