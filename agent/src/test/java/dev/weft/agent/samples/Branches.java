package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;

/** Awaits in branches: conditions, ternaries, switches. */
public class Branches {
    private enum Colour {
        RED,
        GREEN,
        BLUE
    }

    @Async
    public Coroutine<String> ifElse(Script script) {
        String text = "";
        for (int i = 0; i < 3; i++) {
            if (await(script.later(i == 0))) {
                text += await(script.later("zero"));
            } else if (await(script.later(i)) == 1) {
                text += "one";
            } else {
                text += await(script.later("more"));
            }
        }
        return completed(text);
    }

    @Async
    public Coroutine<Boolean> shortCircuit(Script script) {
        boolean a = await(script.later(false)) && await(script.later(true));
        boolean b = await(script.later(true)) || await(script.later(false));
        boolean c = !await(script.later(a)) & await(script.later(b)) ^ await(script.later(false));
        return completed(a || b && c);
    }

    @Async
    public Coroutine<String> ternaries(Script script) {
        int n = await(script.later(4));
        String text = n > 3 ? await(script.later("big")) : "small";
        Object value = n < 3 ? await(script.later(1)) : n < 5 ? await(script.later("mid")) : Long.valueOf(n);
        return completed(text + value + (await(script.later(n)) == 4 ? 1 : await(script.later(2))));
    }

    @Async
    @SuppressWarnings("fallthrough")
    public Coroutine<String> switchOverInt(Script script) {
        var text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            switch (await(script.later(i))) {
                case 0:
                    text.append("zero");
                case 1:
                    text.append("falls").append(await(script.later("1")));
                    break;
                case 2:
                    text.append(await(script.later("two")));
                    continue;
                case 1_000_000:
                    text.append("never");
                    break;
                default:
                    text.append("default").append(await(script.later(i)));
            }
            text.append(';');
        }
        return completed(text.toString());
    }

    @Async
    public Coroutine<String> switchOverSparseInt(Script script) {
        String text = "";
        for (int i : new int[] {-1_000_000, 7, 90_000_000, 3}) {
            switch (i) {
                case -1_000_000 -> text += await(script.later("low"));
                case 7 -> {
                    int seven = await(script.later(7));
                    text += seven + i;
                }
                case 90_000_000 -> text += "high" + await(script.later(i));
                default -> text += "other";
            }
        }
        return completed(text);
    }

    @Async
    public Coroutine<Integer> switchOverString(Script script) {
        int n = 0;
        for (String word : new String[] {"Aa", "BB", "other"}) {
            switch (await(script.later(word))) {
                case "Aa" -> n += await(script.later(1));
                case "BB" -> n += await(script.later(10));
                default -> n += await(script.later(100));
            }
        }
        return completed(n);
    }

    @Async
    public Coroutine<String> switchOverEnum(Script script) {
        String text = "";
        for (Colour colour : Colour.values()) {
            String made = switch (await(script.later(colour))) {
                case RED -> await(script.later("r"));
                case GREEN -> {
                    String twice = await(script.later("g"));
                    yield twice + twice;
                }
                case BLUE -> "b";
            };
            text += made;
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> switchExpressionOnTheStack(Script script) {
        int n = await(script.later(2));
        String text = "a" + n
                + switch (n) {
                    case 1 -> await(script.later("one"));
                    case 2 -> {
                        try {
                            yield await(script.later("two"));
                        } catch (RuntimeException failure) {
                            yield "failed" + await(script.later("!"));
                        }
                    }
                    default -> throw new IllegalStateException("no such");
                }
                + script.seen(n);
        return completed(text);
    }

    @Async
    public Coroutine<String> patterns(Script script) {
        String text = "";
        for (Object value : new Object[] {1, "text", 2.5, null}) {
            Object got = await(script.later(value));
            if (got instanceof Integer number && number > await(script.later(0))) {
                text += number + await(script.later("i"));
            } else if (!(got instanceof String string)) {
                text += await(script.later("neither"));
            } else {
                text += string + await(script.later("s")) + string.length();
            }
        }
        return completed(text);
    }

    @Async
    public Coroutine<Integer> assertions(Script script) {
        int n = await(script.later(1));
        assert await(script.later(true)) : "asserted " + await(script.later(n));
        assert n == 1 : await(script.later("message"));
        return completed(n);
    }

    @Async
    public Coroutine<String> constantConditions(Script script) {
        final boolean debug = false;
        if (debug) {
            return completed(await(script.later("never")));
        }
        while (true) {
            if (!debug) {
                break;
            }
        }
        return completed(await(script.later("always")));
    }

    @Async
    public Coroutine<Integer> comparisonsOfWideValues(Script script) {
        long a = 5;
        double b = 2.5;
        int n = 0;
        n += a < await(script.later(6L)) ? 1 : 0;
        n += b >= await(script.later(2.5)) ? 2 : 0;
        n += await(script.later(3f)) > 2f ? 4 : 0;
        n += await(script.later(5L)) == a ? 8 : 0;
        return completed(n);
    }
}
