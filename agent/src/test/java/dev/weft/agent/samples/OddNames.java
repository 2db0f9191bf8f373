package dev.weft.agent.samples;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.agent.differential.Script;

/** Methods, fields and classes whose names look like what the weaver makes. */
public class OddNames {
    private int a0 = 1;
    private int point = 2;
    private int frame = 3;

    @Async
    public Coroutine<String> overloadsAndDollars(Script script) {
        return Weft.completed(Weft.await(m(script))
                + Weft.await(m(script, 1))
                + Weft.await(m$1(script))
                + Weft.await(m(script, 1L))
                + Weft.await(m$2(script)));
    }

    @Async
    private Coroutine<String> m(Script script) {
        return Weft.completed("m" + Weft.await(script.later(a0)));
    }

    @Async
    private Coroutine<String> m(Script script, int n) {
        return Weft.completed("int" + Weft.await(script.later(point)) + n);
    }

    @Async
    private Coroutine<String> m(Script script, long n) {
        return Weft.completed("long" + Weft.await(script.later(frame)) + n);
    }

    @Async
    private Coroutine<String> m$1(Script script) {
        return Weft.completed("dollar one" + Weft.await(script.later(1)));
    }

    @Async
    private Coroutine<String> m$2(Script script) {
        return Weft.completed("dollar two" + Weft.await(script.later(2)));
    }

    @Async
    public Coroutine<String> nestedDollars(Script script) {
        String m$weft$start = Weft.await(script.later("start"));
        return Weft.completed(m$weft$start + Weft.await(Odd.m(script)));
    }

    private static final class Odd {
        @Async
        static Coroutine<String> m(Script script) {
            return Weft.completed(Weft.await(script.later("Odd.m")));
        }
    }

    @Async
    public Coroutine<Integer> await(Script script) {
        return completed(script, Weft.await(script.later(4)));
    }

    @Async
    private Coroutine<Integer> completed(Script script, int n) {
        return Weft.completed(n + Weft.await(script.later(1)));
    }

    @Async
    public Coroutine<String> größe(Script script) {
        String wörter = Weft.await(script.later("\u00e4\ud83d\ude00"));
        return Weft.completed(wörter + Weft.await(script.later("\u65e5\u672c")));
    }
}
