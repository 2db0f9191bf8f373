package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.concurrent.Callable;

/** Awaits in inner, local and anonymous classes, records and enums. */
public class NestedClasses {
    private int outerField = 1;
    private static int sharedField = 10;

    private class Inner {
        private int innerField = 100;

        @Async
        private Coroutine<Integer> sum(Script script) {
            innerField += await(script.later(1));
            outerField += innerField;
            sharedField += await(outerPrivate(script));
            return completed(innerField + outerField);
        }

        class Deeper {
            @Async
            Coroutine<Integer> all(Script script) {
                return completed(await(sum(script)) + await(Inner.this.sum(script)) + NestedClasses.this.outerField);
            }
        }
    }

    @Async
    private Coroutine<Integer> outerPrivate(Script script) {
        return completed(outerField + await(script.later(5)));
    }

    @Async
    public Coroutine<Integer> inner(Script script) {
        var inner = new Inner();
        return completed(await(inner.sum(script)) + await(inner.new Deeper().all(script)));
    }

    @Async
    public Coroutine<String> local(Script script) {
        int captured = await(script.later(3));
        class Local {
            final String name;

            Local(String name) {
                this.name = name;
            }

            @Async
            Coroutine<String> show(Script script2) {
                return completed(name + captured + await(script2.later(captured)) + outerField);
            }
        }
        return completed(await(new Local(await(script.later("l"))).show(script)));
    }

    private abstract static class Task {
        @Async
        abstract Coroutine<String> run(Script script);
    }

    @Async
    public Coroutine<String> anonymous(Script script) {
        String text = await(script.later("t"));
        var task = new Task() {
            private int runs;

            @Async
            @Override
            Coroutine<String> run(Script script2) {
                runs += await(script2.later(1));
                return completed(text + runs + outerField);
            }
        };
        return completed(await(task.run(script)) + await(task.run(script)));
    }

    private enum Operation {
        ADD("+") {
            @Async
            @Override
            Coroutine<Integer> apply(Script script, int a, int b) {
                return completed(await(script.later(a)) + await(script.later(b)));
            }
        },
        TIMES("*") {
            @Async
            @Override
            Coroutine<Integer> apply(Script script, int a, int b) {
                int product = 0;
                for (int i = 0; i < a; i++) {
                    product = await(ADD.apply(script, product, b));
                }
                return completed(product);
            }
        };

        private final String sign;

        Operation(String sign) {
            this.sign = sign;
        }

        @Async
        abstract Coroutine<Integer> apply(Script script, int a, int b);

        @Async
        Coroutine<String> show(Script script, int a, int b) {
            return completed(a + sign + b + "=" + await(apply(script, a, b)) + await(script.later(sign)) + ordinal());
        }
    }

    @Async
    public Coroutine<String> enums(Script script) {
        String all = "";
        for (var operation : Operation.values()) {
            all += await(operation.show(script, 3, 4)) + ";";
        }
        return completed(all);
    }

    private record Point(int x, long y) {
        @Async
        Coroutine<Point> moved(Script script, int by) {
            return completed(new Point(x + await(script.later(by)), y() + await(script.later((long) by))));
        }

        @Async
        static Coroutine<Point> origin(Script script) {
            return completed(new Point(await(script.later(0)), 0));
        }
    }

    @Async
    public Coroutine<String> records(Script script) {
        var point = await(await(Point.origin(script)).moved(script, 3));
        return completed(await(point.moved(script, await(script.later(-1)))).toString());
    }

    @Async
    public Coroutine<String> plainCallableInside(Script script) throws Exception {
        String text = await(script.later("a"));
        Callable<String> callable = new Callable<>() {
            @Override
            public String call() {
                return text + "b";
            }
        };
        await(script.later(0));
        return completed(callable.call());
    }
}
