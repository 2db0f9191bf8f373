package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.AsyncCallable;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.agent.differential.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Awaits in lambdas, and methods that await as method references. */
public class Lambdas {
    private int field = 7;

    @Async
    public Coroutine<String> lambdaThatAwaits(Script script) {
        Function<Integer, Coroutine<Integer>> twice = n -> {
            int value = await(script.later(n));
            return completed(value * 2);
        };
        return completed(await(twice.apply(1)) + "/" + await(twice.apply(await(twice.apply(2)))));
    }

    @Async
    public Coroutine<String> capturesOfEveryType(Script script) {
        boolean z = await(script.later(true));
        byte b = 1;
        char c = 'c';
        long j = 5L;
        float f = 2f;
        double d = await(script.later(3.0));
        String text = "s";
        int[] array = {9};
        BiFunction<Long, String, Coroutine<String>> all = (wide, word) -> {
            String made = "" + z + b + c + j + f + d + text + array[0] + wide + word + field;
            field += await(script.later(1));
            return completed(made + await(script.later(word)) + z + b + c + j + f + d + text + array[0] + wide + field);
        };
        return completed(await(all.apply(1L << 33, "w")));
    }

    @Async
    public Coroutine<String> nestedLambdas(Script script) {
        Function<Integer, Function<Integer, Coroutine<Integer>>> add = a -> b -> {
            int x = await(script.later(a));
            Supplier<Coroutine<Integer>> inner = () -> completed(x + await(script.later(b)));
            return inner.get();
        };
        return completed("sum " + await(add.apply(3).apply(4)));
    }

    @Async
    public Coroutine<String> methodReferences(Script script) {
        Function<Script, Coroutine<Integer>> bound = this::own;
        BiFunction<Lambdas, Script, Coroutine<Integer>> unbound = Lambdas::own;
        Function<Script, Coroutine<Integer>> ofStatic = Lambdas::shared;
        return completed(await(bound.apply(script)) + " " + await(unbound.apply(this, script)) + " "
                + await(ofStatic.apply(script)));
    }

    @Async
    private Coroutine<Integer> own(Script script) {
        return completed(field + await(script.later(1)));
    }

    @Async
    private static Coroutine<Integer> shared(Script script) {
        return completed(await(script.later(2)) + await(script.later(3)));
    }

    @Async
    public Coroutine<Integer> asyncBlocks(Script script) {
        int a = await(script.later(1));
        Coroutine<Integer> block = Weft.async(() -> {
            script.note("block");
            int b = await(script.later(2));
            return completed(a + b + await(own(script)));
        });
        script.note("made");
        return completed(await(block));
    }

    @Async
    public Coroutine<Integer> callables(Script script) throws Exception {
        AsyncCallable<Integer> callable = () -> completed(await(script.later(4)) + await(script.later(5)));
        return completed(await(callable.call()) + await(callable.call()));
    }

    @Async
    public Coroutine<Object> lambdasInALoop(Script script) {
        List<Supplier<Coroutine<Integer>>> suppliers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int kept = await(script.later(i));
            suppliers.add(() -> completed(kept * 10 + await(script.later(kept))));
        }
        int sum = 0;
        for (var supplier : suppliers) {
            sum += await(supplier.get());
        }
        return completed(sum);
    }

    @Async
    public Coroutine<String> plainLambdasBesideAwaits(Script script) {
        List<Integer> numbers = new ArrayList<>(List.of(3, 1, 2));
        int offset = await(script.later(10));
        numbers.replaceAll(n -> n + offset);
        await(script.later(0));
        numbers.sort((a, b) -> Integer.compare(a, b));
        return completed(numbers.stream().map(n -> n + "!").toList() + await(script.later("")));
    }

    @Async
    public Coroutine<Integer> returnedLambdaCoroutine(Script script) {
        int n = await(script.later(6));
        Supplier<Coroutine<Integer>> supplier = () -> own(script);
        return n > 5 ? supplier.get() : completed(n);
    }
}
