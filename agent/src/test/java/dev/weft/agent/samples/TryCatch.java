package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Awaits in try, catch and finally, nested, and with returns, breaks and throws out of them. */
public class TryCatch {
    @Async
    public Coroutine<String> awaitInTry(Script script) {
        String state = "start";
        try {
            state = "before";
            String value = await(script.later("value"));
            state = "after " + value;
            return completed(state);
        } catch (RuntimeException failure) {
            return completed(state + " caught " + failure.getMessage());
        }
    }

    @Async
    public Coroutine<String> awaitInCatch(Script script) {
        try {
            await(script.later(1));
            throw new IllegalStateException("thrown");
        } catch (IllegalStateException failure) {
            String more = await(script.later(" more"));
            return completed(failure.getMessage() + more + await(script.later("!")));
        }
    }

    @Async
    public Coroutine<Integer> awaitInFinally(Script script) {
        int n = 0;
        try {
            n = await(script.later(1));
            script.note("try " + n);
        } finally {
            n += await(script.later(10));
            script.note("finally " + n);
        }
        return completed(n);
    }

    @Async
    public Coroutine<Integer> returnThroughFinally(Script script) {
        int n = 1;
        try {
            n = await(script.later(2));
            return completed(n);
        } finally {
            n = await(script.later(50));
            script.note("finally " + n);
        }
    }

    @Async
    @SuppressWarnings("finally")
    public Coroutine<String> returnInFinallyWins(Script script) {
        try {
            await(script.later(1));
            throw new IllegalStateException("lost");
        } finally {
            return completed(await(script.later("won")));
        }
    }

    @Async
    public Coroutine<List<String>> everyPart(Script script) {
        List<String> seen = new ArrayList<>();
        try {
            seen.add("try " + await(script.later(1)));
            if (await(script.later(true))) {
                throw new IOException("own");
            }
            seen.add("never");
        } catch (IOException failure) {
            seen.add("catch " + failure.getMessage() + await(script.later(2)));
        } finally {
            seen.add("finally " + await(script.later(3)));
        }
        seen.add("after " + await(script.later(4)));
        return completed(seen);
    }

    @Async
    public Coroutine<List<String>> nested(Script script) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try {
                try {
                    seen.add("in " + await(script.later(i)));
                    if (i == 1) {
                        throw new IOException("first");
                    }
                    if (i == 2) {
                        continue;
                    }
                } catch (IOException failure) {
                    seen.add(failure.getMessage() + await(script.later(i)));
                    throw new IllegalStateException("second", failure);
                } finally {
                    seen.add("inner finally " + await(script.later(i)));
                }
                seen.add("past inner");
            } catch (IllegalStateException failure) {
                seen.add(failure.getMessage() + failure.getCause().getMessage() + await(script.later(i)));
            } finally {
                script.note(seen);
                await(script.later("outer finally"));
            }
        }
        return completed(seen);
    }

    @Async
    public Coroutine<String> multiCatch(Script script) {
        String which = "none";
        try {
            which = "waiting";
            await(script.later(0), IOException.class);
        } catch (IOException | IllegalStateException failure) {
            which += " multi " + failure.getMessage() + await(script.later("."));
        } catch (RuntimeException failure) {
            which += " runtime " + failure.getMessage();
        } catch (Error failure) {
            which += " error " + failure.getClass().getSimpleName() + await(script.later("?"));
        }
        return completed(which);
    }

    @Async
    public Coroutine<String> catchThrowableSeesNoSignals(Script script) {
        int caught = 0;
        for (int i = 0; i < 3; i++) {
            try {
                await(script.later(i));
                await(leaf(script, i));
            } catch (Throwable failure) {
                caught++;
                script.note(failure.getClass().getSimpleName());
            }
        }
        return completed("caught " + caught);
    }

    @Async
    private Coroutine<Integer> leaf(Script script, int i) {
        try {
            return completed(await(script.later(i)));
        } catch (Throwable failure) {
            script.note("leaf " + failure.getClass().getSimpleName());
            throw failure;
        }
    }

    @Async
    public Coroutine<Integer> sameThrowableRethrown(Script script) throws IOException {
        var mine = new IOException("mine");
        try {
            await(thrower(script, mine));
            return completed(0);
        } catch (IOException caught) {
            script.note(caught == mine);
            throw caught;
        }
    }

    @Async
    private Coroutine<Void> thrower(Script script, IOException failure) throws IOException {
        await(script.later(1));
        throw failure;
    }

    @Async
    public Coroutine<Integer> breakAndContinueThroughFinally(Script script) {
        int n = 0;
        loop:
        while (true) {
            try {
                n += await(script.later(1));
                if (n == 2) {
                    continue;
                }
                if (n == 4) {
                    break loop;
                }
                n += await(script.later(0));
            } finally {
                script.note("finally " + await(script.later(n)));
            }
        }
        return completed(n);
    }

    @Async
    public Coroutine<String> localsAtHandlers(Script script) {
        String a = "a";
        String b = "b";
        int n = 1;
        try {
            a = await(script.later("a2"));
            n = 2;
            b = a + await(script.later("b2"));
            n = await(script.later(3));
            a = null;
        } catch (RuntimeException failure) {
            return completed("caught " + a + b + n);
        }
        return completed(a + b + n);
    }

    @Async
    public Coroutine<String> awaitIsTheWholeTry(Script script) {
        try {
            await(script.later(1));
        } catch (RuntimeException failure) {
            return completed("failed");
        }
        try {
            return completed(await(script.later("second")));
        } catch (RuntimeException failure) {
            script.note("second failed");
        }
        return completed("end");
    }

    @Async
    public Coroutine<String> handlerCoversItself(Script script) {
        int depth = 0;
        try {
            depth = await(script.later(1));
        } finally {
            try {
                depth += await(script.later(2));
            } finally {
                depth += await(script.later(3));
                script.note(depth);
            }
        }
        return completed("depth " + depth);
    }

    @Async
    public Coroutine<String> catchInALoopGoesOn(Script script) {
        int attempts = 0;
        while (true) {
            try {
                attempts++;
                return completed(await(script.later("got")) + attempts);
            } catch (RuntimeException failure) {
                if (attempts > 2) {
                    throw failure;
                }
                await(script.later("pause"));
            }
        }
    }

    @Async
    public Coroutine<Integer> finallyWithoutCatchAroundReturnOfOther(Script script) {
        try {
            return value(script, 5);
        } finally {
            script.note("finally runs before the returned coroutine");
        }
    }

    @Async
    public Coroutine<Integer> returnedCoroutineFailsBehindTheHandlers(Script script) {
        try {
            return value(script, 6);
        } catch (RuntimeException failure) {
            script.note("never here");
            return completed(-1);
        }
    }

    @Async
    public Coroutine<Integer> returnOfOther(Script script) {
        int n = await(script.later(3));
        if (n == 3) {
            return value(script, n);
        }
        return n > 5 ? value(script, 1) : completed(2);
    }

    @Async
    public Coroutine<Integer> returnOfEither(Script script) {
        boolean which = await(script.later(true));
        return which ? value(script, 1) : value(script, 2);
    }

    @Async
    public Coroutine<Integer> returnOfNull(Script script) {
        await(script.later(1));
        return null;
    }

    @Async
    private Coroutine<Integer> value(Script script, int value) {
        script.note("value " + value);
        return completed(await(script.later(value)));
    }

    @Async
    public Coroutine<String> catchParameterLivesOn(Script script) {
        RuntimeException kept;
        try {
            await(script.later(1));
            throw new IllegalArgumentException("kept");
        } catch (RuntimeException failure) {
            kept = failure;
        }
        String text = await(script.later("text"));
        return completed(text + kept.getMessage());
    }
}
