package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.agent.differential.Script;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is awaited: stages, checked exceptions, coroutines fused with their await or not, yields. */
public class Awaited {
    @Async
    public Coroutine<String> stages(Script script) {
        String text = await(script.stage("a"));
        try {
            text += await(script.stage("b"));
        } catch (RuntimeException failure) {
            text += "failed " + await(script.stage(1));
        }
        CompletableFuture<String> done = CompletableFuture.completedFuture("c");
        CompletionStage<Integer> other = script.stage(2);
        return completed(text + await(other) + await(done));
    }

    @Async
    public Coroutine<String> checkedExceptions(Script script) {
        String text = "";
        try {
            text += await(script.later("a"), IOException.class);
            text += await(script.stage("b"), IOException.class);
            Class<IOException> dynamic = IOException.class;
            text += await(script.later("c"), dynamic);
            text += await(script.stage("d"), dynamic);
            text += await(declared(script, "e"));
            text += await(declared(script, "f"), IOException.class);
        } catch (IOException failure) {
            text += "checked";
        }
        return completed(text);
    }

    @Async
    private Coroutine<String> declared(Script script, String value) throws IOException {
        String text = await(script.later(value), IOException.class);
        if (text.equals("f")) {
            throw new IOException("own");
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> yields(Script script) {
        String text = "y";
        await(Weft.yieldNow());
        text += await(script.later(1));
        await(Weft.yieldNow());
        int n = 5;
        n += await(script.later(2)) + (await(Weft.yieldNow()) == null ? 1 : 2);
        return completed(text + n);
    }

    @Async
    public Coroutine<Void> returnOfYield(Script script) {
        await(script.later(1));
        return Weft.yieldNow();
    }

    @Async
    public Coroutine<String> fusedAndNot(Script script) {
        String fused = await(part(script, "fused"));
        var cold = part(script, "cold");
        String byVariable = await(cold);
        String byTernary = await(fused.isEmpty() ? part(script, "no") : part(script, "ternary"));
        String cast = (String) (Object) await(part(script, "cast"));
        return completed(fused + byVariable + byTernary + cast);
    }

    @Async
    private static Coroutine<String> part(Script script, String name) {
        script.note("part " + name);
        return completed(name + await(script.later(1)));
    }

    @Async
    public Coroutine<String> fusedOverTheStack(Script script) {
        long wide = 3;
        return completed("a" + wide + await(part(script, "x" + await(part(script, "y")))) + wide
                + new StringBuilder(await(part(script, "z"))));
    }

    @Async
    public Coroutine<String> fusedInTry(Script script) {
        try {
            return completed(await(failing(script)));
        } catch (IllegalStateException failure) {
            return completed(failure.getMessage() + await(part(script, "p")));
        } finally {
            await(part(script, "finally"));
        }
    }

    @Async
    private static Coroutine<String> failing(Script script) {
        await(script.later(1));
        throw new IllegalStateException("failing");
    }

    @Async
    public Coroutine<String> throwsBeforeTheFirstAwait(Script script) {
        try {
            await(early(script));
        } catch (IllegalArgumentException failure) {
            return completed("early" + await(script.later(1)));
        }
        return completed("never");
    }

    @Async
    private static Coroutine<String> early(Script script) {
        script.note("early");
        if (script.notes().size() < 100) {
            throw new IllegalArgumentException("early");
        }
        return completed(await(script.later("never")));
    }

    @Async
    public Coroutine<Integer> deepFusedChain(Script script) {
        return completed(await(deep(script, 1500)));
    }

    @Async
    private static Coroutine<Integer> deep(Script script, int n) {
        if (n == 0) {
            return completed(await(script.later(0)));
        }
        int below = await(deep(script, n - 1));
        return completed(below + 1);
    }

    @Async
    public Coroutine<Integer> deepReturnedChain(Script script) {
        return completed(await(tail(script, 1500, 0)));
    }

    @Async
    private static Coroutine<Integer> tail(Script script, int n, int sum) {
        if (n % 500 == 0) {
            sum += await(script.later(1));
        }
        return n == 0 ? completed(sum) : tail(script, n - 1, sum + 1);
    }

    @Async
    public Coroutine<Integer> deepObjectChain(Script script) {
        var coroutine = completed(0);
        for (int i = 0; i < 1500; i++) {
            coroutine = around(script, coroutine);
        }
        return completed(await(coroutine) + await(script.later(1)));
    }

    @Async
    private static Coroutine<Integer> around(Script script, Coroutine<Integer> inner) {
        int n = await(inner);
        if (n % 500 == 0) {
            n += await(script.later(0));
        }
        return completed(n + 1);
    }

    @Async
    public Coroutine<String> sleeps(Script script) {
        await(Weft.sleep(Duration.ZERO));
        String value = await(script.later("v"));
        Coroutine<Void> kept = Weft.sleep(Duration.ofNanos(-1));
        await(kept);
        return completed(value);
    }
}
