package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Awaits in interfaces, generic classes with bridges, overriding methods and calls of {@code super}. */
public class Inheritance {
    private interface Greeter {
        String name();

        @Async
        default Coroutine<String> greet(Script script) {
            String greeting = await(hello(script)) + " " + name();
            return completed(greeting + await(punctuation(script, 2)));
        }

        @Async
        private Coroutine<String> punctuation(Script script, int count) {
            String text = "";
            for (int i = 0; i < count; i++) {
                text += await(script.later("!"));
            }
            return completed(text);
        }

        @Async
        static Coroutine<String> hello(Script script) {
            return completed(await(script.later("hello")));
        }

        @Async
        Coroutine<Integer> abstractOne(Script script, int n);
    }

    private interface Mapping<T> {
        T seed();

        @Async
        default <R> Coroutine<String> lambdas(Script script, Function<? super T, ? extends R> function) {
            T seed = await(script.later(seed()));
            Function<Integer, Coroutine<R>> withThis = n -> {
                script.note(n + "" + await(script.later(seed())));
                return completed(function.apply(await(script.later(seed))));
            };
            Function<Integer, Coroutine<Integer>> without = n -> completed(await(script.later(n)) + n);
            return completed(await(withThis.apply(1)) + "/" + await(without.apply(2)));
        }
    }

    @Async
    public Coroutine<String> lambdasInAnInterface(Script script) {
        Mapping<String> mapping = () -> "seed";
        return completed(await(mapping.lambdas(script, String::length)) + await(mapping.lambdas(script, it -> it)));
    }

    private interface Loud extends Greeter {
        @Async
        @Override
        default Coroutine<String> greet(Script script) {
            String quiet = await(Greeter.super.greet(script));
            return completed(quiet.toUpperCase(Locale.ROOT) + await(script.later("?")));
        }
    }

    private record Person(String name) implements Loud {
        @Async
        @Override
        public Coroutine<String> greet(Script script) {
            return completed(await(Loud.super.greet(script)) + await(script.later(name)));
        }

        @Async
        @Override
        public Coroutine<Integer> abstractOne(Script script, int n) {
            return completed(n + await(script.later(1)));
        }
    }

    @Async
    public Coroutine<String> defaultMethods(Script script) {
        Greeter greeter = new Person("ann");
        return completed(await(greeter.greet(script)) + await(greeter.abstractOne(script, await(script.later(2)))));
    }

    private abstract static class Base<T extends Comparable<T>> {
        protected T kept;

        @Async
        abstract Coroutine<T> make(Script script, T seed);

        @Async
        Coroutine<String> show(Script script, T value) {
            kept = await(make(script, value));
            return completed("base " + kept + await(script.later(kept)) + kept.compareTo(value));
        }

        @Async
        protected Coroutine<Long> wide(Script script, long value) {
            return completed(value + await(script.later(1L)));
        }
    }

    private static class Words extends Base<String> {
        @Async
        @Override
        Coroutine<String> make(Script script, String seed) {
            return completed(seed + await(script.later("-made")));
        }

        @Async
        @Override
        Coroutine<String> show(Script script, String value) {
            String before = value + await(script.later(1));
            String shown = await(super.show(script, before));
            return completed(shown + "|" + await(super.show(script, value)) + kept);
        }

        @Async
        @Override
        protected Coroutine<Long> wide(Script script, long value) {
            return super.wide(script, value * await(script.later(2)));
        }

        @Async
        Coroutine<Integer> own(Script script) {
            return completed(await(script.later(1)));
        }
    }

    @Async
    public Coroutine<String> genericsWithBridges(Script script) {
        Base<String> words = new Words();
        return completed(await(words.show(script, "w")) + await(words.make(script, "m")));
    }

    @Async
    public Coroutine<Long> returnOfSuper(Script script) {
        return completed(await(new Words().wide(script, 21)));
    }

    private static final class Same<T> {
        private final T value;

        Same(T value) {
            this.value = value;
        }

        @Async
        <R> Coroutine<Same<R>> map(Script script, Function<? super T, ? extends R> function) {
            T before = value;
            await(script.later(before));
            R mapped = function.apply(before);
            return completed(new Same<>(await(script.later(mapped))));
        }
    }

    @Async
    public Coroutine<Object> genericMethods(Script script) {
        var length = await(new Same<>("four").map(script, String::length));
        var list = await(length.map(script, n -> List.of(n, n)));
        return completed(list.value.get(0) + await(length.map(script, n -> n * 2L)).value);
    }

    private static class Recursive {
        @Async
        Coroutine<String> down(Script script, int n) {
            return completed(n == 0 ? await(script.later("bottom")) : await(down(script, n - 1)) + n);
        }
    }

    private static final class Deeper extends Recursive {
        @Async
        @Override
        Coroutine<String> down(Script script, int n) {
            return completed("(" + await(super.down(script, n)) + ")");
        }
    }

    @Async
    public Coroutine<String> overriddenRecursion(Script script) {
        return completed(await(new Deeper().down(script, 3)));
    }

    @Async
    public Coroutine<String> nullReceiver(Script script) {
        Deeper none = await(script.later(null));
        try {
            return completed(await(none.down(script, script.seen(1))));
        } catch (NullPointerException expected) {
            return completed("null" + await(script.later(1)));
        }
    }
}
