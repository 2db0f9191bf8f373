package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;

/** Awaits in every kind of method: static, private, final, overloaded, with any number and type of parameters. */
public class Methods {
    private int calls;

    @Async
    public static Coroutine<String> staticMethod(Script script) {
        int a = await(script.later(1));
        int b = await(script.later(2));
        return completed("sum " + (a + b));
    }

    @Async
    public Coroutine<Integer> instanceState(Script script) {
        calls += await(script.later(3));
        this.calls *= await(script.later(4));
        return completed(calls);
    }

    @Async
    public Coroutine<Integer> privateAndFinalMethods(Script script) {
        return completed(await(hidden(script, 1)) + await(sealed(script, 2)) + await(this.hidden(script, 3)));
    }

    @Async
    private Coroutine<Integer> hidden(Script script, int value) {
        script.note("hidden " + value);
        return completed(await(script.later(value)));
    }

    @Async
    protected final Coroutine<Integer> sealed(Script script, int value) {
        script.note("sealed " + value);
        int doubled = await(script.later(value)) * 2;
        return completed(doubled);
    }

    @Async
    public Coroutine<String> overloads(Script script) {
        String text = await(over(script, 1)) + await(over(script, 2L)) + await(over(script, "x"));
        return completed(text + await(over(script)));
    }

    @Async
    private Coroutine<String> over(Script script) {
        return completed(await(script.later("none")));
    }

    @Async
    private Coroutine<String> over(Script script, int value) {
        return completed(await(script.later("int ")) + value);
    }

    @Async
    private Coroutine<String> over(Script script, long value) {
        return completed(value + await(script.later("long ")));
    }

    @Async
    private Coroutine<String> over(Script script, String value) {
        return completed(value + await(script.later("string ")) + value);
    }

    @Async
    public Coroutine<Integer> varargs(Script script) {
        return completed(await(sum(script)) + await(sum(script, 1, 2, 3)));
    }

    @Async
    private static Coroutine<Integer> sum(Script script, int... values) {
        int total = 0;
        for (int value : values) {
            total += await(script.later(value));
        }
        script.note("total " + total);
        return completed(total);
    }

    @Async
    public Coroutine<String> everyParameterType(Script script) {
        return completed(await(all(
                script, true, (byte) -1, 'c', (short) 300, 70_000, 1L << 40, 1.5f, 2.5, "s", new int[] {1, 2}, null)));
    }

    @Async
    private Coroutine<String> all(
            Script script,
            boolean z,
            byte b,
            char c,
            short s,
            int i,
            long j,
            float f,
            double d,
            String text,
            int[] array,
            Object nothing) {
        String before = "" + z + b + c + s + i + j + f + d + text + array[0] + nothing;
        b += await(script.later(1));
        c++;
        z = !z;
        s = (short) (s << await(script.later(2)));
        j += i;
        f *= await(script.later(2f));
        d /= await(script.later(4.0));
        return completed(before + "|" + z + b + c + s + i + j + f + d + text + array[1] + nothing);
    }

    @Async
    public Coroutine<Long> recursion(Script script) {
        return completed(await(fibonacci(script, 6)));
    }

    @Async
    private static Coroutine<Long> fibonacci(Script script, int n) {
        if (n < 2) {
            return completed(await(script.later((long) n)));
        }
        return completed(await(fibonacci(script, n - 1)) + await(fibonacci(script, n - 2)));
    }

    @Async
    public Coroutine<Boolean> mutualRecursion(Script script) {
        return completed(await(isEven(script, 9)));
    }

    @Async
    private Coroutine<Boolean> isEven(Script script, int n) {
        return n == 0 ? completed(await(script.later(true))) : completed(await(isOdd(script, n - 1)));
    }

    @Async
    Coroutine<Boolean> isOdd(Script script, int n) {
        if (n == 0) {
            return completed(false);
        }
        await(script.later(null));
        return completed(await(isEven(script, n - 1)));
    }

    @Async
    public Coroutine<Void> nothingButAwaits(Script script) {
        await(script.later(1));
        await(script.later(2));
        await(script.later(3));
        return completed();
    }

    @Async
    public Coroutine<String> noAwaitAtAll(Script script) {
        script.note("ran");
        return completed("plain");
    }

    @Async
    public Coroutine<Integer> reassignedParameters(Script script) {
        return completed(await(reassigned(script, 5, 7L, "abc")));
    }

    @Async
    private static Coroutine<Integer> reassigned(Script script, int count, long wide, String text) {
        while (count > 0) {
            count -= await(script.later(2));
            wide++;
            text = text + count;
            script = count == 1 ? script : script;
        }
        return completed(count + (int) wide + text.length());
    }

    @Async
    public Coroutine<Integer> awaitOfAwait(Script script) {
        Coroutine<Coroutine<Integer>> nested = outer(script);
        return completed(await(await(nested)) + await(await(outer(script))));
    }

    @Async
    private Coroutine<Coroutine<Integer>> outer(Script script) {
        script.note("outer");
        await(script.later(0));
        return completed(hidden(script, 8));
    }

    @Async
    public Coroutine<String> coldUntilAwaited(Script script) {
        var first = hidden(script, 1);
        var second = hidden(script, 2);
        script.note("made");
        int b = await(second);
        int a = await(first);
        return completed(a + " " + b);
    }

    @Async
    public Coroutine<String> awaitedTwice(Script script) {
        var once = hidden(script, 1);
        await(once);
        try {
            await(once);
            return completed("again");
        } catch (IllegalStateException refused) {
            return completed("refused");
        }
    }
}
