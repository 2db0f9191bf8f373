package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.ArrayList;
import java.util.List;

/** Awaits in loops of every kind. */
public class Loops {
    @Async
    public Coroutine<Integer> forLoop(Script script) {
        int sum = 0;
        for (int i = 0; i < 5; i++) {
            sum += i * await(script.later(i));
        }
        return completed(sum);
    }

    @Async
    public Coroutine<Integer> whileLoop(Script script) {
        int n = 10;
        while (await(script.later(n > 3))) {
            n -= await(script.later(2));
            script.note(n);
        }
        return completed(n);
    }

    @Async
    public Coroutine<Integer> doLoop(Script script) {
        int n = 0;
        do {
            n++;
        } while (await(script.later(n)) < 4);
        return completed(n);
    }

    @Async
    public Coroutine<Integer> loopHeadAwaits(Script script) {
        int total = 0;
        for (int i = await(script.later(2)); i < await(script.later(8)); i += await(script.later(3))) {
            total = total * 10 + i;
        }
        return completed(total);
    }

    @Async
    public Coroutine<List<String>> labelledBreakAndContinue(Script script) {
        List<String> seen = new ArrayList<>();
        outer:
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                if (j == 2) {
                    continue outer;
                }
                if (i == 3) {
                    break outer;
                }
                seen.add(i + "/" + await(script.later(j)));
            }
        }
        return completed(seen);
    }

    @Async
    public Coroutine<Integer> endlessLoop(Script script) {
        int n = 1;
        for (; ; ) {
            n *= await(script.later(2));
            if (n > 20) {
                return completed(n);
            }
        }
    }

    @Async
    public Coroutine<Integer> endlessLoopThatThrows(Script script) {
        int n = 0;
        while (true) {
            n += await(script.later(1));
            if (n == 4) {
                throw new IllegalStateException("enough");
            }
        }
    }

    @Async
    public Coroutine<String> iterators(Script script) {
        var text = new StringBuilder();
        for (String word : List.of("a", "b", "c")) {
            text.append(await(script.later(word))).append(' ');
        }
        for (char c : "xyz".toCharArray()) {
            text.append(c).append(await(script.later(c)));
        }
        return completed(text.toString());
    }

    @Async
    public Coroutine<Long> nestedLoopsWithWideCounters(Script script) {
        long sum = 0;
        for (long i = 0; i < 3; i++) {
            for (double d = 0; d < 2; d += 0.5) {
                sum += i * (long) (d * 4) + await(script.later(i));
            }
        }
        return completed(sum);
    }

    @Async
    @SuppressWarnings("lossy-conversions")
    public Coroutine<Integer> siblingLoopsReuseSlots(Script script) {
        int sum = 0;
        for (int i = 0; i < 2; i++) {
            sum += i;
        }
        for (int i = 0; i < 2; i++) {
            sum += i;
        }
        for (String i : List.of("one", "two")) {
            sum += i.length();
        }
        for (long i = 0; i < 2; i++) {
            sum += i;
        }
        sum += await(script.later(1));
        for (int i = 0; i < 2; i++) {
            sum += await(script.later(i));
        }
        for (long i = 0; i < 2; i++) {
            sum += await(script.later(i));
        }
        for (String i : List.of("three")) {
            sum += await(script.later(i)).length();
        }
        return completed(sum);
    }

    @Async
    public Coroutine<Integer> assignedInOneBranchOfALoop(Script script) {
        String last = null;
        int found = -1;
        for (int i = 0; i < 4; i++) {
            String text;
            if (i % 2 == 0) {
                text = await(script.later("even" + i));
                last = text;
            } else {
                text = "odd";
                found = await(script.later(i));
            }
            script.note(text + last + found);
        }
        return completed(found + last.length());
    }

    @Async
    public Coroutine<Integer> breakOutOfABlock(Script script) {
        int n = await(script.later(1));
        block:
        {
            if (n == 1) {
                n = await(script.later(5));
                break block;
            }
            n = await(script.later(6));
        }
        return completed(n);
    }

    @Async
    public Coroutine<Integer> aThousandRounds(Script script) {
        int n = 0;
        for (int i = 0; i < 1_000; i++) {
            n += i % 250 == 0 ? await(script.later(i)) : i;
        }
        return completed(n);
    }

    @Async
    public Coroutine<Integer> emptyBody(Script script) {
        int n = 0;
        while (await(script.later(++n)) < 3) {}
        return completed(n);
    }
}
