package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Awaits in the Java of 2014, whose class files look otherwise: concatenation by StringBuilder, accessors for the private
 * members of nested classes, other code for try-with-resources and for switches over strings and enums.
 */
public class OldJava {
    private enum Size {
        SMALL,
        LARGE
    }

    private static final class Resource implements AutoCloseable {
        private final Script script;
        private final String name;

        private Resource(Script script, String name) {
            this.script = script;
            this.name = name;
        }

        @Override
        public void close() throws IOException {
            script.note("close " + name);
            if (name.equals("failing")) {
                throw new IOException("close");
            }
        }
    }

    private class Inner {
        private long number = 5;

        @Async
        private Coroutine<Long> hidden(Script script, int by) {
            number += await(script.later(by));
            shared += number;
            return completed(number + await(outer(script)));
        }
    }

    private interface Shape {
        int sides();

        @Async
        default Coroutine<String> draw(Script script) {
            return completed(sides() + await(pen(script)) + await(script.later("!")));
        }

        @Async
        static Coroutine<String> pen(Script script) {
            return completed(await(script.later("pen")));
        }
    }

    private long shared = 1;

    @Async
    private Coroutine<Integer> outer(Script script) {
        return completed(await(script.later(3)) + (int) shared);
    }

    @Async
    public Coroutine<String> concatenation(Script script) {
        String text = "a" + await(script.later(1)) + 'c' + 2L + await(script.later("d")) + null + 1.5;
        text += text.length() + await(script.later("e"));
        String[] words = {"x", "y"};
        words[await(script.later(1))] += await(script.later("z")) + words[0];
        return completed(text + words[1]);
    }

    @Async
    public Coroutine<Long> accessors(Script script) {
        Inner inner = new Inner();
        long first = await(inner.hidden(script, await(script.later(2))));
        inner.number++;
        inner.number += await(script.later(10));
        return completed(first + inner.number + await(inner.hidden(script, 1)) + shared);
    }

    @Async
    public Coroutine<String> pendingPrivateConstructor(Script script) {
        Resource made = new Resource(script, await(script.later("name")) + await(script.later(1)));
        return completed(made.name);
    }

    @Async
    public Coroutine<String> resources(Script script) {
        try (Resource first = new Resource(script, await(script.later("first")));
                Resource second = new Resource(script, await(script.later("failing")))) {
            return completed(first.name + second.name + await(script.later("body")));
        } catch (IOException failure) {
            return completed(failure.getMessage() + await(script.later("caught")));
        } finally {
            script.note(await(script.later("finally")));
        }
    }

    @Async
    @SuppressWarnings("fallthrough")
    public Coroutine<String> switches(Script script) {
        StringBuilder text = new StringBuilder();
        for (Size size : Size.values()) {
            switch (size) {
                case SMALL:
                    text.append(await(script.later("small")));
                case LARGE:
                    text.append(await(script.later("any")));
                    break;
                default:
                    throw new IllegalStateException("no such size");
            }
            switch (await(script.later(size.name()))) {
                case "SMALL":
                    text.append(await(script.later(1)));
                    break;
                case "LARGE":
                    text.append(2);
                    break;
                default:
                    text.append(await(script.later("never")));
            }
        }
        return completed(text.toString());
    }

    @Async
    public Coroutine<String> lambdas(Script script) {
        String captured = await(script.later("c"));
        Function<Integer, Coroutine<String>> first = n -> completed(captured + n + await(script.later(n)) + shared);
        Function<Script, Coroutine<Integer>> second = this::outer;
        List<String> all = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            all.add(await(first.apply(await(second.apply(script)))));
        }
        return completed(all.toString());
    }

    @Async
    public Coroutine<String> interfaces(Script script) {
        Shape shape = () -> 4;
        Shape anonymous = new Shape() {
            @Override
            public int sides() {
                return 3;
            }

            @Async
            @Override
            public Coroutine<String> draw(Script played) {
                return completed(await(Shape.super.draw(played)) + await(played.later("anonymous")) + shared);
            }
        };
        return completed(await(shape.draw(script)) + await(anonymous.draw(script)));
    }

    @Async
    public CompletableFuture<String> stages(Script script) {
        String text = "";
        for (int i = 0; i < 2; i++) {
            try {
                text += await(script.stage(i)) + new String(await(script.stage("new")));
            } catch (RuntimeException failure) {
                text += "failed" + await(script.stage("after"));
            }
        }
        return CompletableFuture.completedFuture(text);
    }

    @Async
    public Coroutine<String> nestedFinally(Script script) {
        String text = "";
        outer:
        for (int i = 0; ; i++) {
            try {
                try {
                    text += await(script.later(i));
                    if (i == 1) {
                        continue outer;
                    }
                    if (i == 2) {
                        break;
                    }
                } finally {
                    text += await(script.later("in"));
                }
                text += "end";
            } finally {
                text += await(script.later("out"));
            }
        }
        return completed(text);
    }
}
