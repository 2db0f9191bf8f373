package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.ArrayList;
import java.util.List;

/** Monitors beside awaits: entered and left between two of them, by every way out. */
public class Monitors {
    private final List<Object> guarded = new ArrayList<>();

    private synchronized int size() {
        return guarded.size();
    }

    @Async
    public Coroutine<Integer> blocksBetweenAwaits(Script script) {
        for (int i = 0; i < 3; i++) {
            Object value = await(script.later(i));
            synchronized (guarded) {
                guarded.add(value);
                synchronized (this) {
                    guarded.add(size());
                }
            }
            await(script.later(0));
            script.note(Thread.holdsLock(guarded) + "" + Thread.holdsLock(this));
        }
        return completed(size() + await(script.later(1)));
    }

    @Async
    public Coroutine<String> leftByAnException(Script script) {
        String text = "";
        try {
            text += await(script.later("a"));
            synchronized (guarded) {
                guarded.add(text);
                if (guarded.size() > 0) {
                    throw new IllegalStateException("inside");
                }
            }
        } catch (IllegalStateException failure) {
            text += Thread.holdsLock(guarded) + failure.getMessage() + await(script.later("b"));
        } finally {
            text += await(script.later("c"));
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> leftByReturnsAndBreaks(Script script) {
        String text = "";
        for (int i = 0; ; i++) {
            int n = await(script.later(i));
            synchronized (guarded) {
                if (n == 1) {
                    continue;
                }
                if (n == 3) {
                    return completed(text + n);
                }
                text += n;
            }
            text += await(script.later(Thread.holdsLock(guarded)));
        }
    }

    @Async
    public Coroutine<String> coroutineMadeInside(Script script) throws Exception {
        AsyncCallable<String> later;
        Coroutine<String> coroutine;
        synchronized (guarded) {
            later = () -> completed(Thread.holdsLock(guarded) + await(script.later("x")));
            coroutine = free(script);
        }
        return completed(await(later.call()) + await(coroutine));
    }

    @Async
    private Coroutine<String> free(Script script) {
        return completed(await(script.later("y")) + Thread.holdsLock(guarded));
    }
}
