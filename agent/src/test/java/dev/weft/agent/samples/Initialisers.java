package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lambdas that await where an await itself may not stand: in constructors, field and static initialisers. */
public class Initialisers {
    private static final Function<Script, Coroutine<String>> OF_THE_CLASS =
            script -> completed("class " + await(script.later(1)));

    private static final List<Function<Script, Coroutine<String>>> MADE = new ArrayList<>();

    static {
        for (int i = 0; i < 2; i++) {
            int number = i;
            MADE.add(script -> completed(number + await(script.later("static"))));
        }
    }

    private interface Constants {
        Function<Script, Coroutine<String>> OF_AN_INTERFACE =
                script -> completed("interface " + await(script.later(2)));
    }

    private enum Level {
        LOW(script -> completed(await(script.later(1)))),
        HIGH(script -> {
            int n = await(script.later(5));
            return completed(n + await(script.later(5)));
        });

        private final Function<Script, Coroutine<Integer>> value;

        Level(Function<Script, Coroutine<Integer>> value) {
            this.value = value;
        }
    }

    private final int base = 10;
    private final Function<Script, Coroutine<Integer>> ofTheField = script -> completed(base + await(script.later(1)));
    private final Supplier<Coroutine<String>> ofTheConstructor;

    /** For the oracle. */
    public Initialisers() {
        this(null, "none");
    }

    private Initialisers(Script script, String text) {
        ofTheConstructor = () -> completed(text + base + await(script.later("constructed")));
    }

    @Async
    public Coroutine<String> lambdasOfInitialisers(Script script) {
        String text = await(OF_THE_CLASS.apply(script)) + await(Constants.OF_AN_INTERFACE.apply(script));
        for (var made : MADE) {
            text += await(made.apply(script));
        }
        for (var level : Level.values()) {
            text += level + "" + await(level.value.apply(script));
        }
        return completed(text + await(ofTheField.apply(script)));
    }

    @Async
    public Coroutine<String> lambdaOfAConstructor(Script script) {
        var made = new Initialisers(script, await(script.later("text")));
        return completed(await(made.ofTheConstructor.get()) + await(made.ofTheField.apply(script)));
    }

    @Async
    public Coroutine<String> localTypes(Script script) {
        record Pair<A, B>(A left, B right) {
            @Async
            Coroutine<String> show(Script played) {
                return completed(left + "/" + await(played.later(right)));
            }
        }
        enum Side {
            LEFT,
            RIGHT
        }
        interface Pick {
            @Async
            default Coroutine<Object> of(Script played, Pair<?, ?> pair, Side side) {
                Object picked = side == Side.LEFT ? pair.left : pair.right;
                return completed(await(played.later(picked)));
            }
        }
        var pair = new Pair<>(await(script.later(1)), await(script.later("r")));
        var pick = new Pick() {};
        String text = await(pair.show(script));
        for (var side : Side.values()) {
            text += await(pick.of(script, pair, side));
        }
        return completed(text);
    }
}
