package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;

/** Direct calls in loops, whose activations are kept in the frames of earlier ones. */
public class FramesUsedAgain {

    @Async
    public static Coroutine<String> sameCalleeInALoop(Script script) {
        var text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append(await(describe(script, i, "n" + i))).append(' ');
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<String> describe(Script script, int i, String name) {
        if (i == 1) {
            return completed(name + " at once");
        }
        String first = name + await(script.later(i));
        if (i % 2 == 0) {
            long wide = await(script.later(1L << 40)) + i;
            return completed(first + " " + wide);
        }
        return completed(first + " " + await(script.later("odd")) + name);
    }

    @Async
    public static Coroutine<Integer> differentCalleesInTurn(Script script) {
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += i % 3 == 0
                    ? await(twice(script, i))
                    : await(negative(script, i)).intValue();
        }
        return completed(sum);
    }

    @Async
    private static Coroutine<Integer> twice(Script script, int i) {
        return completed(2 * await(script.later(i)));
    }

    @Async
    private static Coroutine<Long> negative(Script script, int i) {
        long before = i;
        return completed(-before - await(script.later(i)));
    }

    @Async
    public static Coroutine<String> recursionOfChangingDepth(Script script) {
        var text = new StringBuilder();
        for (int depth : new int[] {3, 1, 4, 0, 2}) {
            text.append(await(nest(script, depth, "x"))).append(' ');
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<String> nest(Script script, int depth, String name) {
        if (depth == 0) {
            return completed(name + await(script.later(0)));
        }
        String left = await(nest(script, depth - 1, name + "l"));
        String right = depth % 2 == 0 ? await(nest(script, depth - 2, name + "r")) : "-";
        return completed("(" + left + depth + right + ")");
    }

    @Async
    public static Coroutine<String> calleesThatFailNowAndThen(Script script) {
        var text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            try {
                text.append(await(fallible(script, i)));
            } catch (IllegalStateException failed) {
                text.append(failed.getMessage());
            }
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<String> fallible(Script script, int i) {
        String name = "f" + i;
        int value = await(script.later(i));
        if (i % 2 == 1) {
            throw new IllegalStateException("!" + name + value);
        }
        return completed(name + await(script.later(value)) + " ");
    }
}
