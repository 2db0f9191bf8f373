package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;

/** A loop and a try that await among the arguments of a constructor, while the object lies unfinished on the operand stack. */
public class StatementsInArgument {
    private record Pair(Object left, Object right) {}

    @Async
    public Coroutine<String> loopInSwitchInArgument(Script script) {
        int n = await(script.later(2));
        return completed(new Pair(
                        "s",
                        switch (n) {
                            case 1 -> "one";
                            case 2 -> {
                                String text = "";
                                for (int i = 0; i < 2; i++) {
                                    text += await(script.later(i));
                                }
                                yield new Pair(text, await(script.later("deep")));
                            }
                            default -> await(script.later("other"));
                        })
                .toString());
    }

    @Async
    public Coroutine<String> tryInArgument(Script script) {
        int n = await(script.later(2));
        return completed(new Pair(
                        "s",
                        switch (n) {
                            case 2 -> {
                                try {
                                    yield await(script.later("got"));
                                } catch (RuntimeException failure) {
                                    yield "failed " + await(script.later("!"));
                                } finally {
                                    script.note("finally " + await(script.later(0)));
                                }
                            }
                            default -> "other";
                        })
                .toString());
    }
}
