package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Awaitable;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.agent.differential.Script;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntFunction;

/** References to methods that await, in every form, and to constructors beside awaits. */
public class MethodReferences {
    private static class Base {
        @Async
        protected Coroutine<String> greet(Script script, String name) {
            return completed("base " + name + await(script.later("!")));
        }
    }

    private static final class Derived extends Base {
        @Async
        @Override
        protected Coroutine<String> greet(Script script, String name) {
            BiFunction<Script, String, Coroutine<String>> inherited = super::greet;
            return completed("derived " + await(inherited.apply(script, await(script.later(name)))));
        }
    }

    private interface Job extends Serializable {
        Coroutine<String> run(Script script, Object... words);
    }

    /** A coroutine of the user's own making: its constructor is no async method, but its references look like one. */
    private static final class Delivery {
        private final Script script;

        Delivery(Script script) {
            this.script = script;
        }

        @Async
        Coroutine<String> arrive() {
            return completed(await(script.later("arrived")));
        }
    }

    private record Tree(Script script) {
        @Async
        Coroutine<Integer> weigh(Integer branch) {
            return completed(branch + await(script.later(branch)));
        }
    }

    @Async
    public Coroutine<String> ofSuper(Script script) {
        return completed(await(new Derived().greet(script, "ann")));
    }

    @Async
    public Coroutine<String> ofVarargs(Script script) {
        Job job = MethodReferences::joined;
        Job other = this::joinedHere;
        return completed(await(job.run(script, 1, "b")) + await(other.run(script)));
    }

    @Async
    private static Coroutine<String> joined(Script script, Object... words) {
        return completed(Arrays.toString(words) + await(script.later(words.length)));
    }

    @Async
    private Coroutine<String> joinedHere(Script script, Object... words) {
        return completed(await(script.later(words.length)) + Arrays.toString(words));
    }

    @Async
    public Coroutine<String> ofConstructors(Script script) throws Exception {
        Function<Script, Delivery> made = Delivery::new;
        IntFunction<int[]> arrays = int[]::new;
        AsyncCallable<String> arrival = made.apply(script)::arrive;
        int[] array = arrays.apply(await(script.later(2)));
        array[await(script.later(1))] = 5;
        return completed(await(arrival.call()) + array.length + array[1]);
    }

    @Async
    public Coroutine<Integer> boundToWhatAnAwaitGave(Script script) {
        Function<Integer, Coroutine<Integer>> weigh = await(script.later(new Tree(script)))::weigh;
        int sum = 0;
        for (int branch : List.of(1, 2)) {
            sum += await(weigh.apply(branch));
        }
        return completed(sum);
    }

    @Async
    public Coroutine<String> boundToNull(Script script) {
        Tree none = await(script.later(null));
        try {
            Function<Integer, Coroutine<Integer>> weigh = none::weigh;
            return completed("made " + weigh);
        } catch (NullPointerException expected) {
            return completed("null" + await(script.later(1)));
        }
    }

    @Async
    public Coroutine<String> ofAwait(Script script) {
        Function<Coroutine<Coroutine<String>>, Coroutine<String>> flatten = Weft::await;
        return completed(await(flatten.apply(nested(script))) + await(script.later("end")));
    }

    @Async
    private static Coroutine<Coroutine<String>> nested(Script script) {
        script.note(await(script.later("outer")));
        return completed(joined(script, "inner"));
    }

    @Async
    public <T extends Awaitable<String> & Serializable> Coroutine<String> serializable(Script script) {
        String captured = await(script.later("c"));
        var job = (Job) (played, words) -> completed(captured + words.length + await(played.later("s")));
        return completed(await(job.run(script, 1, 2)) + await(job.run(script)));
    }

    private interface Source<T> {
        @Async
        CompletionStage<T> read(Script script);
    }

    private static final class Text implements Source<String> {
        @Async
        @Override
        public CompletableFuture<String> read(Script script) {
            return CompletableFuture.completedFuture(await(script.stage("text")));
        }
    }

    @Async
    public CompletableFuture<String> ofAMethodWithANarrowerResult(Script script) {
        Source<String> source = new Text();
        Function<Script, CompletionStage<String>> read = source::read;
        return CompletableFuture.completedFuture(await(read.apply(script)) + await(new Text().read(script)));
    }
}
