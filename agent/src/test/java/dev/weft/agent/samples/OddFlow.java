package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Control flow that is easy to get wrong: code that only one side of an await can reach, handlers around nothing, ranges that end in an await. */
public class OddFlow {
    @Async
    public Coroutine<String> codeBeforeOnly(Script script) {
        String text = "";
        try {
            for (int i = 0; i < 3; i++) {
                text += i;
            }
            int i = text.length();
            text += i;
        } catch (RuntimeException never) {
            String i = "never";
            text += i;
        } finally {
            int i = 9;
            text += i;
        }
        text += await(script.later("x"));
        return completed(text);
    }

    @Async
    public Coroutine<String> awaitOnOnePathOnly(Script script) {
        int n = script.notes().size();
        if (n == 0) {
            String early = await(script.later("early"));
            return completed(early);
        }
        try {
            script.note("late");
            return completed("late" + await(script.later("!")));
        } catch (RuntimeException failure) {
            return completed("failed" + n);
        }
    }

    @Async
    public Coroutine<String> throwRightAfter(Script script) {
        String message = await(script.later("message"));
        throw new IllegalStateException(message);
    }

    @Async
    public Coroutine<String> awaitIsTheLastThing(Script script) {
        for (int i = 0; ; i++) {
            if (i == 2) {
                return completed("end" + i);
            }
            await(script.later(i));
        }
    }

    @Async
    public Coroutine<Integer> backwardJumpToAnAwait(Script script) {
        int n = 0;
        boolean again;
        do {
            again = await(script.later(n < 3));
            n++;
        } while (again);
        return completed(n);
    }

    @Async
    public Coroutine<Integer> awaitAsCondition(Script script) {
        int n = 0;
        while (await(script.later(n)) < 2 && await(script.later(true)) || await(script.later(n)) == 2) {
            n++;
        }
        return completed(n);
    }

    @Async
    public Coroutine<String> twoLoopsIntoOneTry(Script script) {
        List<String> all = new ArrayList<>();
        Iterator<String> words = List.of("a", "b", "c").iterator();
        try {
            while (words.hasNext()) {
                String word = words.next();
                if (word.equals("b")) {
                    all.add("skip");
                    continue;
                }
                all.add(await(script.later(word)));
            }
            for (String word : all) {
                script.note(await(script.later(word)));
            }
        } catch (RuntimeException failure) {
            all.add("failed");
            while (words.hasNext()) {
                all.add(words.next() + await(script.later("rest")));
            }
        }
        return completed(all.toString());
    }

    @Async
    public Coroutine<Integer> nestedFinallyWithLoops(Script script) {
        int n = 0;
        outer:
        for (int i = 0; i < 3; i++) {
            try {
                for (int j = 0; j < 3; j++) {
                    try {
                        n += await(script.later(1));
                        if (j == 1) {
                            continue outer;
                        }
                        if (i == 2) {
                            return completed(n);
                        }
                    } finally {
                        n += 10;
                        if (i == 1) {
                            n += await(script.later(100));
                        }
                    }
                }
            } finally {
                script.note("outer finally " + n + await(script.later(i)));
            }
        }
        return completed(n);
    }

    @Async
    public Coroutine<String> catchOfCatch(Script script) {
        String text = "";
        try {
            try {
                text += await(script.later("a"));
                throw new IllegalStateException("one");
            } catch (IllegalStateException one) {
                try {
                    text += one.getMessage() + await(script.later("b"));
                    throw new IllegalArgumentException("two");
                } catch (IllegalArgumentException two) {
                    text += one.getMessage() + two.getMessage() + await(script.later("c"));
                    throw one;
                }
            }
        } catch (IllegalStateException again) {
            text += again.getMessage() + await(script.later("d"));
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> handlerReadsWhatTheTryWrote(Script script) {
        int step = 0;
        long wide = 0;
        String text = null;
        try {
            step = 1;
            wide = await(script.later(5L));
            step = 2;
            text = await(script.later("text"));
            step = 3;
            wide += text.length() / (step - await(script.later(3)));
            step = 4;
        } catch (ArithmeticException zero) {
            text += "zero" + await(script.later(step));
        } finally {
            script.note(step + " " + wide + " " + text);
        }
        return completed(text + step + wide);
    }

    @Async
    public Coroutine<String> deadStores(Script script) {
        String dead = "dead";
        int count = 1;
        dead = "written and never read";
        count = await(script.later(2));
        int copy = count;
        count = 7;
        await(script.later(3));
        count = 8;
        return completed("" + copy + count);
    }

    @Async
    public Coroutine<String> parametersDie(Script script) {
        return completed(await(dying(script, new int[] {1}, "text", 5L)));
    }

    @Async
    private Coroutine<String> dying(Script script, int[] array, String text, long wide) {
        int first = array[0];
        await(script.later(1));
        String both = text + wide;
        await(script.later(2));
        return completed(both + first);
    }

    @Async
    public Coroutine<Integer> selfAssignments(Script script) {
        int n = 1;
        n = n++ + await(script.later(n));
        n = n + (n = await(script.later(10))) + n;
        n += n++ + await(script.later(n)) + n;
        return completed(n);
    }

    @Async
    public Coroutine<String> loopWithTwoEntriesOnResume(Script script) {
        var text = new StringBuilder();
        int i = 0;
        while (true) {
            text.append(await(script.later("a")));
            do {
                text.append(await(script.later("b")));
                i++;
                if (i == 3) {
                    text.append(await(script.later("c")));
                }
            } while (i % 2 == 1);
            if (i > 4) {
                break;
            }
        }
        return completed(text.toString());
    }
}
