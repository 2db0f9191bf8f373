package app;
import dev.weft.*;
import dev.weft.testing.Scenario;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;
import static dev.weft.Weft.*;

/** Two pairs of operations, each on state of its own: all four combinations of their orders can be seen. */
public class Pairs {
    public static final Function<int[][], Scenario> FACTORY = kind -> scenario(new Pairs(pair(kind[0][0]), pair(kind[0][0])));
    public static final Supplier<Integer> COUNT = () -> 14;

    static abstract class Pair {
        String seen = "none";
        abstract void change();
        abstract void look();
        final void tryLook() {
            try { look(); } catch (IndexOutOfBoundsException | NoSuchElementException early) { seen = "too early"; }
        }
    }

    static class Failure extends RuntimeException {}

    /** Its forEach is the JDK's. */
    static class Ones implements Iterable<Integer> {
        public Iterator<Integer> iterator() {
            return new Iterator<>() {
                boolean over;
                public boolean hasNext() { return !over; }
                public Integer next() { over = true; return 1; }
            };
        }
    }

    static Pair list(List<String> list) {
        return new Pair() {
            void change() { list.add("x"); }
            void look() { seen = list.get(0); }
        };
    }

    static Pair pair(int kind) {
        return switch (kind) {
            case 0 -> list(new ArrayList<>());
            case 1 -> list(new LinkedList<>());
            case 2 -> list(new CopyOnWriteArrayList<>());
            case 3 -> list(new Vector<>());
            case 4 -> new Pair() {
                final LinkedList<String> list = new LinkedList<>(List.of("0"));
                void change() { list.addFirst("x"); }
                void look() { seen = list.get(0); }
            };
            case 5 -> new Pair() {
                final Set<String> set = new HashSet<>();
                final Collection<String> same = set;
                void change() { same.add("x"); }
                void look() { seen = "" + set.contains("x"); }
            };
            case 6 -> new Pair() {
                final Map<String, Integer> latest = new LinkedHashMap<>(4, 0.75f, true);
                { latest.put("a", 1); latest.put("b", 2); }
                void change() { latest.get("a"); }
                void look() { seen = latest.keySet().iterator().next(); }
            };
            case 7 -> new Pair() {
                final Failure failure = new Failure();
                void change() { failure.addSuppressed(new Failure()); }
                void look() { seen = "" + failure.getSuppressed().length; }
            };
            case 8 -> new Pair() {
                final Failure failure = new Failure();
                void change() { failure.initCause(new Failure()); }
                void look() { seen = "" + (failure.getCause() != null); }
            };
            case 9 -> new Pair() {
                final AtomicInteger count = new AtomicInteger();
                final Number same = count;
                void change() { count.incrementAndGet(); }
                void look() { seen = "" + same.intValue(); }
            };
            case 10 -> new Pair() {
                final List<String> list = new ArrayList<>(List.of("x"));
                final String[] target = {"0"};
                void change() { list.toArray(target); }
                void look() { seen = target[0]; }
            };
            case 11 -> new Pair() {
                final lib.Sum sum = new lib.Sum();
                void change() { new Ones().forEach(sum.adder()); }
                void look() { seen = "" + sum.value; }
            };
            case 12 -> new Pair() {
                final Queue<String> queue = new ArrayDeque<>();
                void change() { queue.offer("x"); }
                void look() { seen = queue.remove(); }
            };
            default -> new Pair() {
                final List<Integer> list = new ArrayList<>(List.of(2, 1));
                void change() { Collections.sort(list); }
                void look() { seen = "" + list.get(0); }
            };
        };
    }

    final Pair one, other;

    Pairs(Pair one, Pair other) { this.one = one; this.other = other; }

    static Scenario scenario(Pairs pairs) {
        lib.Ends.begin();
        return new Scenario() {
            public Coroutine<?> body() { return pairs.main(); }
        };
    }

    @Async Coroutine<Void> changes() {
        await(yieldNow());
        one.change();
        await(yieldNow());
        await(yieldNow());
        other.change();
        await(yieldNow());
        return completed();
    }

    @Async Coroutine<Void> looks() {
        await(yieldNow());
        one.tryLook();
        await(yieldNow());
        await(yieldNow());
        other.tryLook();
        await(yieldNow());
        return completed();
    }

    @Async Coroutine<Void> main() {
        await(gather(changes(), looks()));
        lib.Ends.end(one.seen + "/" + other.seen);
        return completed();
    }
}
