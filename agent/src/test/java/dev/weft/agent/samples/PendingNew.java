package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** Awaits among the arguments of constructors. */
public class PendingNew {
    private record Pair(Object left, Object right) {}

    private static class Wide {
        final String text;

        Wide(long a, Object b, double c) {
            text = a + " " + b + " " + c;
        }
    }

    private class Inner {
        final int sum;

        Inner(int a, int b) {
            sum = a + b + base;
        }
    }

    private int base = 100;

    @Async
    public Coroutine<String> oneArgument(Script script) {
        return completed(new String(await(script.later("text"))) + new StringBuilder(await(script.later("b"))));
    }

    @Async
    public Coroutine<Object> nested(Script script) {
        var pair = new Pair(
                new Pair(script.seen("a"), await(script.later("b"))),
                new Pair(await(script.later("c")), new Pair(1, await(script.later(2)))));
        return completed(pair.toString());
    }

    @Async
    public Coroutine<String> wideArguments(Script script) {
        return completed(new Wide(
                        await(script.later(1L)),
                        new Wide(2, null, await(script.later(2.5))).text,
                        await(script.later(3.5)))
                .text);
    }

    @Async
    public Coroutine<Object> ternaryInArgument(Script script) {
        boolean which = await(script.later(true));
        var pair = new Pair(
                which ? new Pair(1, await(script.later(2))) : null,
                which ? await(script.later("x")) : new Pair(await(script.later("y")), null));
        return completed(pair + "" + new Pair(!which ? await(script.later(1)) : await(script.later(2)), which));
    }

    @Async
    public Coroutine<Object> belowOtherValues(Script script) {
        Object[] array = new Object[3];
        array[await(script.later(1))] = new Pair(array[0], await(script.later("v")));
        array[0] = script.seen("k") + new Pair(1, new Pair(2, await(script.later(3)))) + await(script.later("t"));
        return completed(new Object[] {array[0], array[1].toString()});
    }

    @Async
    public Coroutine<String> thrown(Script script) {
        try {
            throw new IllegalStateException(
                    await(script.later("message")), new RuntimeException("cause " + await(script.later(1))));
        } catch (IllegalStateException failure) {
            return completed(failure.getMessage() + failure.getCause().getMessage());
        }
    }

    @Async
    public Coroutine<Integer> innerClass(Script script) {
        base = await(script.later(1000));
        return completed(new Inner(await(script.later(1)), this.new Inner(2, await(script.later(3))).sum).sum);
    }

    @Async
    public Coroutine<String> anonymousClass(Script script) {
        int captured = await(script.later(5));
        var list = new ArrayList<Integer>(await(script.later(3))) {
            private static final long serialVersionUID = 1;

            @Override
            public String toString() {
                return captured + super.toString() + base;
            }
        };
        list.add(await(script.later(4)));
        return completed(list.toString());
    }

    @Async
    public Coroutine<String> constructorThatThrows(Script script) {
        try {
            return completed("" + new ArrayList<>(await(script.later(-1))));
        } catch (IllegalArgumentException refused) {
            return completed("refused" + await(script.later(1)));
        }
    }

    @Async
    public Coroutine<String> inALoop(Script script) {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < 3; i++) {
            pairs.add(new Pair(i, new Pair(await(script.later(i)), i % 2 == 0 ? await(script.later("even")) : null)));
        }
        return completed(pairs.toString());
    }

    @Async
    public Coroutine<Object> arraysOfNew(Script script) {
        Pair[] pairs = {new Pair(1, await(script.later(1))), new Pair(await(script.later(2)), 2), null};
        return completed(List.of(pairs[0], pairs[1]) + ""
                + Map.of(new Pair(await(script.later("k")), 1), await(script.later("v"))));
    }

    @Async
    public Coroutine<String> switchInArgument(Script script) {
        int n = await(script.later(2));
        return completed(new Pair(
                        "s",
                        switch (n) {
                            case 1 -> "one";
                            case 2 -> {
                                String text = await(script.later("text"));
                                yield new Pair(text, await(script.later("deep")));
                            }
                            default -> await(script.later("other"));
                        })
                .toString());
    }

    @Async
    public Coroutine<Object> neverSuspendedNew(Script script) {
        int n = await(script.later(1));
        var reference = new AtomicReference<>(new Pair(n, n));
        await(script.later(2));
        return completed(reference.get().toString());
    }
}
