package dev.weft.agent.samples25;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Awaits in switches over patterns: in the selector, in guards, in the cases, with null and enum constants. */
public class PatternSwitches {
    private sealed interface Shape permits Circle, Square, Pair, Colour {}

    private record Circle(double radius) implements Shape {}

    private record Square(int side, long label) implements Shape {}

    private record Pair<A, B>(A left, B right) implements Shape {}

    private enum Colour implements Shape {
        RED,
        GREEN
    }

    private static List<Object> values() {
        return List.of(1, 70, "text", "", 2.5, 'c', new int[] {4, 5}, List.of(1), new Circle(1), Colour.GREEN);
    }

    @Async
    public Coroutine<String> guards(Script script) {
        var text = new StringBuilder();
        for (var value : values()) {
            text.append(
                    switch (await(script.later(value))) {
                        case Integer n when n > await(script.later(50)) -> "big" + await(script.later(n));
                        case Integer n when await(script.later(n)) == 2 -> "two";
                        case Integer n -> n + await(script.later(1));
                        case String s when s.isEmpty() -> await(script.later("empty"));
                        case String s -> {
                            String twice = s + await(script.later(s));
                            yield twice + await(script.later(twice.length()));
                        }
                        case int[] array when array.length > await(script.later(1)) -> array[await(script.later(1))];
                        case Double _ -> await(script.later(0.5));
                        case Circle(var radius) -> radius * await(script.later(2));
                        default -> "other" + await(script.later(value));
                    });
        }
        return completed(text.toString());
    }

    @Async
    public Coroutine<String> sealedTypes(Script script) {
        String text = "";
        for (Shape shape : new Shape[] {new Circle(2), new Square(3, 4L), Colour.RED, Colour.GREEN, new Pair<>(1, "p")}) {
            text += switch (shape) {
                case Circle c -> await(script.later(c.radius));
                case Square(int side, long label) when side > await(script.later(5)) -> label;
                case Square(int side, long label) -> side * label + await(script.later(label));
                case Colour.RED -> await(script.later("red"));
                case Colour.GREEN -> "green";
                case Pair<?, ?>(Integer n, var right) -> n + await(script.later(1)) + String.valueOf(right);
                case Pair<?, ?> _ -> await(script.later("pair"));
            };
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> nullAndDefault(Script script) {
        String text = "";
        for (String word : new String[] {null, "a", "b", "c"}) {
            switch (await(script.later(word))) {
                case null -> text += "null" + await(script.later(1));
                case "a" -> text += await(script.later("A"));
                case String s when s.equals(await(script.later("b"))) -> text += s + s;
                default -> text += await(script.later(word)) + "!";
            }
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> enumWithNull(Script script) {
        String text = "";
        for (Colour colour : new Colour[] {Colour.RED, null, Colour.GREEN}) {
            text += switch (colour) {
                case RED -> await(script.later("r"));
                case null -> "n" + await(script.later("ull"));
                case GREEN -> {
                    script.note(await(script.later("g")));
                    yield "g";
                }
            };
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> noCaseMatches(Script script) {
        Colour none = await(script.later(null));
        try {
            return completed(switch (none) {
                case RED -> await(script.later("r"));
                case GREEN -> "g";
            });
        } catch (NullPointerException expected) {
            return completed("null" + await(script.later(1)));
        }
    }

    @Async
    public Coroutine<String> onTheOperandStack(Script script) {
        Object value = await(script.later((Object) 7));
        int[] array = {1, 2};
        array[await(script.later(1))] += switch (value) {
            case Integer n when n > 5 -> {
                try {
                    yield await(script.later(n));
                } catch (RuntimeException failure) {
                    yield -await(script.later(1));
                } finally {
                    script.note(await(script.later("finally")));
                }
            }
            default -> 0;
        };
        return completed("a" + array[1] + new Pair<>(value, switch (value) {
            case Integer n when await(script.later(true)) -> n + await(script.later(2L));
            default -> await(script.later("none"));
        }));
    }

    @Async
    public CompletableFuture<String> inAStage(Script script) {
        String text = "";
        for (var value : values()) {
            text += switch (await(script.stage(value))) {
                case Integer n when n > await(script.stage(50)) -> await(script.stage("big"));
                case String s when !s.isEmpty() -> s + await(script.stage(s.length()));
                case Circle(double radius) -> radius;
                case Object _ -> "";
            };
        }
        return CompletableFuture.completedFuture(text);
    }
}
