package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.weft.Async;
import dev.weft.agent.differential.Script;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Methods that return a stage and await stages. */
public class StageStyle {
    /** A future of the program's own. */
    public static class OwnFuture<T> extends CompletableFuture<T> {
        static <T> OwnFuture<T> done(T value) {
            var future = new OwnFuture<T>();
            future.complete(value);
            return future;
        }
    }

    private int field = 5;

    @Async
    public CompletableFuture<Integer> simple(Script script) {
        int a = await(script.stage(1));
        int b = await(script.stage(2));
        return completedFuture(a + b + field);
    }

    @Async
    public static CompletionStage<String> ofStaticMethod(Script script) {
        String text = await(script.stage("a")) + await(script.stage("b"));
        script.note(text);
        return completedFuture(text);
    }

    @Async
    @SuppressWarnings("lossy-conversions")
    public CompletableFuture<Integer> loops(Script script) {
        int sum = 0;
        long wide = 1;
        for (int i = 0; i < 5; i++) {
            sum += await(script.stage(i)) * wide;
            wide *= 2;
        }
        return completedFuture(sum);
    }

    @Async
    public CompletableFuture<String> tryCatchFinally(Script script) {
        String text = "";
        try {
            text += await(script.stage("try"));
            if (text.length() == 3) {
                throw new IOException("own");
            }
        } catch (IOException failure) {
            text += failure.getMessage() + await(script.stage("catch"));
        } finally {
            text += await(script.stage("finally"));
            script.note(text);
        }
        return completedFuture(text);
    }

    @Async
    public CompletableFuture<String> throwsAtOnce(Script script) {
        if (script.notes().isEmpty()) {
            throw new IllegalStateException("at once");
        }
        return completedFuture(await(script.stage("never")));
    }

    @Async
    public CompletableFuture<String> throwsLater(Script script) {
        await(script.stage(1));
        throw new IllegalStateException("later");
    }

    @Async
    public CompletableFuture<String> returnsNull(Script script) {
        await(script.stage(1));
        return null;
    }

    @Async
    public CompletableFuture<String> returnsNullAtOnce(Script script) {
        if (script.notes().isEmpty()) {
            return null;
        }
        return completedFuture(await(script.stage("never")));
    }

    @Async
    public CompletableFuture<Integer> returnsOther(Script script) {
        int n = await(script.stage(3));
        return n == 3 ? simple(script) : completedFuture(n);
    }

    @Async
    public CompletionStage<Integer> nothingAwaited(Script script) {
        script.note("ran");
        return completedFuture(1);
    }

    @Async
    public OwnFuture<String> ownFuture(Script script) {
        String text = await(script.stage("own"));
        return OwnFuture.done(text + await(ownInner(script)));
    }

    @Async
    private OwnFuture<Integer> ownInner(Script script) {
        return OwnFuture.done(await(script.stage(2)) * 2);
    }

    @Async
    public CompletableFuture<String> operandStack(Script script) {
        String[] words = {"a", "b"};
        words[1] += await(script.stage("c")) + field;
        field += await(script.stage(1));
        return completedFuture(
                new StringBuilder(await(script.stage("d"))) + words[1] + field + await(nested(script, 2L)));
    }

    @Async
    private CompletableFuture<Long> nested(Script script, long wide) {
        return completedFuture(wide + await(script.stage(1)) + (wide > 0 ? await(nested(script, wide - 1)) : 0));
    }

    @Async
    public CompletableFuture<String> lambdas(Script script) {
        Function<String, CompletableFuture<String>> twice = text -> {
            String first = await(script.stage(text));
            return completedFuture(first + await(script.stage(first)));
        };
        return completedFuture(await(twice.apply("x")) + await(twice.apply("y").thenApply(it -> it + "!")));
    }

    @Async
    public CompletableFuture<String> checked(Script script) {
        try {
            return completedFuture(await(script.stage("a"), IOException.class));
        } catch (IOException failure) {
            return completedFuture("checked" + await(script.stage("b")));
        }
    }

    @Async
    public CompletableFuture<Integer> switches(Script script) {
        int n = 0;
        for (String word : new String[] {"a", "b", "c"}) {
            n += switch (await(script.stage(word))) {
                case "a" -> await(script.stage(1));
                case "b" -> 10;
                default -> {
                    int made = await(script.stage(100));
                    yield made + n;
                }
            };
        }
        return completedFuture(n);
    }
}
