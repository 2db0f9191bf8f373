package app;
import dev.weft.*;
import dev.weft.sync.*;
import dev.weft.testing.Scenario;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;
import static dev.weft.Weft.*;

public class Machine {
    public static final Function<int[][], Scenario> FACTORY = Machine::scenario;
    static int shared;
    static int runs; // no run sets it back
    static final Runnable HIDDEN = new Runnable() { public void run() { lib.Hidden.state++; } };

    public static class Shape {
        public int size;
        public int grow(int by) { size = size * 2 + by; return size; }
    }
    static class NativeShape extends Shape {
        @Override
        public native int grow(int by);
    }
    static class Node {
        static int made;
        int value;
        Node other;
        Node(int v) { value = v; made = made * 2 + v; }
        Node(Node o, int v) { value = v; o.value = o.value * 2 + v; other = o; }
    }
    enum Colour { RED, GREEN }
    record Point(int x, int y) {}

    final int[][] program;
    int a, b;
    long wide;
    double real;
    final int[] cells = new int[3];
    final int[][] grid = {{1}, {2}};
    final Map<String, Integer> map = new HashMap<>();
    final List<Integer> list = new ArrayList<>();
    final Deque<Integer> deque = new ArrayDeque<>();
    final Set<Object> set = new HashSet<>();
    final AtomicInteger atomic = new AtomicInteger();
    final Lock lock = new Lock(), second = new Lock();
    final Semaphore semaphore = new Semaphore(1);
    final Event event = new Event();
    final dev.weft.sync.Queue<Integer> queue = new dev.weft.sync.Queue<>(1);
    final Shape[] shapes = {new Shape(), new Shape(), new lib.Odd()};
    final Node node = new Node(0);
    final List<Runnable> actions = new ArrayList<>();
    final StringBuilder log = new StringBuilder();
    Future<Integer> future;
    Task<?>[] tasks;

    Machine(int[][] program) { this.program = program; tasks = new Task<?>[program.length]; }

    static Scenario scenario(int[][] program) {
        shared = 0;
        Node.made = 0;
        lib.Hidden.state = 1;
        lib.Ends.begin();
        Machine made = new Machine(program);
        made.actions.add(() -> made.a = made.a * 3 + 1);
        made.actions.add(lib.Hidden::bump);
        made.actions.add(HIDDEN);
        return new Scenario() {
            public Coroutine<?> body() { return made.main(); }
        };
    }

    @Async Coroutine<Void> main() {
        future = EventLoop.running().createFuture();
        for (int i = 1; i < program.length; i++) {
            tasks[i] = createTask(run(i, program[i], 2));
        }
        await(run(0, program[0], 2));
        for (int i = 1; i < program.length; i++) {
            try {
                await(tasks[i]);
            } catch (IllegalStateException e) {
                lib.Ends.note(e.getMessage());
            } catch (CancelledError e) {
                lib.Ends.note("cancelled");
            }
        }
        lib.Ends.end(state());
        return completed();
    }

    String state() {
        var sizes = new StringBuilder();
        for (Shape shape : shapes) { sizes.append(shape.size).append(' '); }
        return a + " " + b + " " + wide + " " + real + " " + Arrays.toString(cells) + Arrays.deepToString(grid) + map + list + deque + set
            + atomic + lock.isLocked() + event.isSet() + queue.size() + sizes + node.value + " " + Node.made + " " + shared + " "
            + lib.Hidden.state + " " + log;
    }

    @Async Coroutine<Integer> child(int t, int n) {
        if (n % 2 == 0) { await(yieldNow()); }
        b = b * 2 + n;
        if (n == 11) { throw new IllegalStateException("child " + n); }
        return completed(n);
    }

    @Async Coroutine<Void> guarded(int t) {
        a = a * 2 + t;
        await(yieldNow());
        a = a * 2 + t;
        return completed();
    }

    @Async Coroutine<Void> run(int t, int[] code, int depth) {
        int acc = t;
        Permit held = null;
        for (int i = 0; i < code.length; i += 2) {
            int n = code[i + 1];
            switch (code[i]) {
                case 0 -> await(yieldNow());
                case 1 -> a = a * 2 + t;
                case 2 -> { if (t % 2 == 0) { a = a * 2 + n; } else { b = b * 2 + n; } }
                case 3 -> acc = acc * 2 + a;
                case 4 -> { cells[n % 3] = cells[n % 3] * 2 + t; }
                case 5 -> { map.put("k" + (n % 2), n); await(yieldNow()); }
                case 6 -> { list.add(n); await(yieldNow()); }
                case 7 -> { Integer first = deque.poll(); if (first == null) { deque.add(t); } else { b = b * 2 + first; } }
                case 8 -> { atomic.set(atomic.get() * 2 + t); }
                case 9 -> { lib.Hidden.touch(t); }
                case 10 -> { acc = acc * 2 + lib.Hidden.state; lib.Hidden.state = acc; }
                case 11 -> { shapes[n % 3].grow(t); }
                case 12 -> { if (held == null) { held = await(lock.acquire()); } else { held.close(); held = null; } }
                case 13 -> { await(lock.hold(() -> guarded(t))); }
                case 14 -> { if (!future.isDone()) { future.setResult(t); } }
                case 15 -> { if (n < 4) { acc += await(future); b = b * 2 + acc; } }
                case 16 -> { Task<Integer> made = createTask(child(t, n)); acc += await(made); wide = wide * 2 + acc; }
                case 17 -> { createTask(child(t, n & 7)); }
                case 18 -> { await(sleep(Duration.ofMillis(n % 3 + 1))); a = a * 2 + t; }
                case 19 -> { for (Integer each : List.copyOf(list)) { acc += each; } real = real * 2 + acc; }
                case 20 -> { actions.get(n % 3).run(); }
                case 21 -> { new Node(t); }
                case 22 -> { new Node(node, t); }
                case 23 -> { grid[n % 2] = new int[] {t}; await(yieldNow()); }
                case 24 -> { if (n < 3) { if (tasks[1] != null && t != 1) { tasks[1].cancel(); } } }
                case 25 -> { if (n < 6) { queue.putNow(n); } else { acc = await(queue.get()); } b = b * 2 + acc; }
                case 26 -> { if (n < 6) { event.set(); } else { await(event.waitUntilSet()); a = a * 2 + n; } }
                case 27 -> { Permit p = await(semaphore.acquire()); shared = shared * 2 + t; if (n < 6) { await(yieldNow()); } p.close(); }
                case 28 -> { acc += await(gather(child(t, n & 7), child(t, 1))).get(0); a = a * 2 + acc; }
                case 29 -> { if (n == 5 || b % 5 == 4) { throw new IllegalStateException("b of " + t); } }
                case 30 -> { if (tasks[1] != null && tasks[1].isDone()) { shared = shared * 2 + 7; } }
                case 31 -> { set.add(new Point(t, n % 2)); set.add(Colour.RED); await(yieldNow()); if (set.contains(new Point(1, 0))) { b = b * 2 + 1; } }
                case 32 -> { try { acc += await(timeout(Duration.ofMillis(2), tm -> child(t, n & 7))); } catch (Exception e) { acc++; } wide = wide * 2 + acc; }
                case 33 -> { await(taskGroup(group -> grouped(group, t, n & 7))); }
                case 34 -> { if (runs++ % 2 == 0) { await(yieldNow()); } }
                case 35 -> { Shape shape = n % 2 == 0 ? new NativeShape() : new Shape(); try { shape.grow(t); } catch (UnsatisfiedLinkError e) { acc++; } }
                default -> throw new AssertionError();
            }
        }
        if (held != null) { held.close(); }
        cells[t % 3] += acc;
        return completed();
    }

    @Async Coroutine<Void> grouped(TaskGroup group, int t, int n) {
        group.createTask(child(t, n));
        group.createTask(child(t, n + 1));
        a = a * 2 + t;
        return completed();
    }
}
