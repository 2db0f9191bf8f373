package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;

/** Awaits in try-with-resources: in the resources, the body, and what comes behind. */
public class TryWithResources {
    private record Resource(Script script, String name, boolean failing) implements AutoCloseable {
        @Override
        public void close() {
            script.note("close " + name);
            if (failing) {
                throw new IllegalStateException("close of " + name);
            }
        }
    }

    @Async
    public Coroutine<String> awaitInBody(Script script) {
        try (var resource = new Resource(script, "a", false)) {
            return completed(resource.name() + await(script.later("body")));
        }
    }

    @Async
    public Coroutine<String> awaitInResource(Script script) {
        try (var first = new Resource(script, await(script.later("first")), false);
                var second = new Resource(script, await(script.later("second")), false)) {
            script.note("open " + first.name() + second.name());
            await(script.later(0));
        }
        return completed("end" + await(script.later(1)));
    }

    @Async
    public Coroutine<String> suppressed(Script script) {
        try (var failing = new Resource(script, "failing", true)) {
            await(script.later(failing.name()));
            throw new IllegalArgumentException("body");
        }
    }

    @Async
    public Coroutine<String> caughtWithResource(Script script) {
        String state = "none";
        try (var failing = new Resource(script, "failing", true);
                var fine = new Resource(script, "fine", false)) {
            state = await(script.later("body")) + failing.name() + fine.name();
        } catch (IllegalStateException failure) {
            state += " caught " + failure.getMessage() + await(script.later("!"));
        } finally {
            script.note("finally " + await(script.later(state)));
        }
        return completed(state);
    }

    @Async
    public Coroutine<String> nullResource(Script script) {
        try (Resource none = null) {
            return completed("null " + await(script.later(1)) + none);
        }
    }

    @Async
    public Coroutine<Integer> inALoop(Script script) {
        int n = 0;
        for (int i = 0; i < 3; i++) {
            try (var resource = new Resource(script, "r" + i, false)) {
                if (i == 1) {
                    continue;
                }
                n += await(script.later(resource.name().length()));
            }
        }
        return completed(n);
    }
}
