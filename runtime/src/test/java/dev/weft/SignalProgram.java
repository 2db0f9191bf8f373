package dev.weft;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The programs of {@link InterruptsTest}, which gets them to their end by SIGINT. */
final class SignalProgram {

    private SignalProgram() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "cleanUp" -> cleanUp(Duration.parse(args[1]));
            case "inDebugMode" -> inDebugMode();
            case "afterHandler" -> afterHandler();
            case "ownHandler" -> ownHandler(false);
            case "chainedHandler" -> ownHandler(true);
            case "twoLoops" -> twoLoops(args[1].equals("firstClosesFirst"));
            case "loopInsideRun" -> loopInsideRun();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void cleanUp(Duration time) {
        try {
            Weft.run(Steps.of(
                            "main", x -> print("ready"), x -> Weft.sleep(Duration.ofDays(1)), x -> print("not reached"))
                    .rescuedBy(thrown -> Steps.of(
                            "cleanUp", x -> print("cleaning up"), x -> Weft.sleep(time), x -> print("clean"), x -> {
                                throw thrown;
                            })));
        } finally {
            print("run has ended");
        }
    }

    private static void inDebugMode() {
        try (Runner runner = Runner.builder().debug(true).build()) {
            runner.run(Steps.of("main", x -> print("ready"), x -> Weft.sleep(Duration.ofDays(1)))
                    .rescuedBy(thrown -> print(thrown.getCause().getMessage())));
        }
    }

    private static void afterHandler() throws InterruptedException {
        Weft.run(Steps.of("main", x -> {
            EventLoop.running().addSignalHandler("SIGINT", () -> print("not reached"));
            EventLoop.running().addSignalHandler("SIGINT", () -> print("not reached"));
            return x;
        }));
        waitForTheEnd("ready");
    }

    private static void ownHandler(boolean chained) throws InterruptedException {
        CountDownLatch received = new CountDownLatch(1);
        Weft.run(Steps.of("main", x -> {
            EventLoop.running().addSignalHandler("SIGINT", () -> print("not reached"));
            setOwnHandler(chained, received);
            return x;
        }));
        print("ready");
        received.await(1, TimeUnit.DAYS);
    }

    private static void setOwnHandler(boolean chained, CountDownLatch received) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object[] before = {null};
        Object own = Proxy.newProxyInstance(
                SignalProgram.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, args) -> {
                    print("own handler");
                    if (chained) {
                        method.invoke(before[0], args);
                    }
                    received.countDown();
                    return null;
                });
        before[0] = signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance("INT"), own);
    }

    private static void twoLoops(boolean firstClosesFirst) throws InterruptedException {
        EventLoop first = EventLoop.create();
        EventLoop second = EventLoop.create();
        addHandler(first, "first");
        addHandler(second, "second");
        EventLoop left = firstClosesFirst ? second : first;
        (firstClosesFirst ? first : second).close();
        print("ready");
        left.runForever();
        left.close();
        waitForTheEnd("both closed");
    }

    private static void addHandler(EventLoop loop, String name) {
        loop.addSignalHandler("INT", () -> {
            print(name);
            loop.stop();
        });
    }

    private static void loopInsideRun() {
        EventLoop other = EventLoop.create();
        addHandler(other, "not reached");
        Weft.run(Steps.of(
                "main",
                x -> {
                    EventLoop.running().addSignalHandler("INT", () -> print("not reached"));
                    EventLoop.running().removeSignalHandler("SIGINT");
                    other.close();
                    return print("ready");
                },
                x -> Weft.sleep(Duration.ofDays(1))));
    }

    private static void waitForTheEnd(String line) throws InterruptedException {
        print(line);
        new CountDownLatch(1).await(); // the signal ends it
    }

    private static boolean print(String line) {
        System.out.println(line);
        return true;
    }
}
