package dev.weft.agent.samples25;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.function.Supplier;

/** Awaits among the arguments of constructors that do something before they call {@code super}, and in lambdas there. */
public class FlexibleConstructors {
    private static class Base {
        final String seen;

        Base(Object value) {
            seen = describe() + value;
        }

        String describe() {
            return "base";
        }
    }

    private static final class Early extends Base {
        private final int early;
        private final Supplier<Coroutine<String>> later;

        Early(Script script, int n, String text) {
            if (n < 0) {
                throw new IllegalArgumentException("negative");
            }
            early = n * 2;
            later = () -> completed(text + await(script.later(n)));
            script.note("prologue " + text);
            super(text + n);
        }

        @Override
        String describe() {
            return "early" + early;
        }
    }

    private class Inner extends Base {
        Inner(Script script, long wide) {
            var made = new Base(wide);
            script.note(made.seen);
            super(made.seen);
        }

        @Async
        Coroutine<String> show(Script script) {
            return completed(seen + field + await(script.later(field)));
        }
    }

    private int field = 3;

    @Async
    public Coroutine<String> fieldsBeforeSuper(Script script) {
        var early = new Early(script, await(script.later(4)), await(script.later("t")));
        return completed(early.seen + early.early + await(early.later.get()));
    }

    @Async
    public Coroutine<String> prologueThatThrows(Script script) {
        try {
            return completed(new Early(script, await(script.later(-1)), await(script.later("t"))).seen);
        } catch (IllegalArgumentException refused) {
            return completed(refused.getMessage() + await(script.later(1)));
        }
    }

    @Async
    public Coroutine<String> innerClass(Script script) {
        return completed(await(new Inner(script, await(script.later(5L))).show(script)) + await(script.later("end")));
    }

    @Async
    public Coroutine<String> localClass(Script script) {
        String captured = await(script.later("captured"));
        class Local extends Base {
            final String own;

            Local(int n) {
                String text = captured + n;
                own = text;
                super(text + field);
            }
        }
        return completed(new Local(await(script.later(1))).seen + new Local(await(script.later(2))).own);
    }
}
