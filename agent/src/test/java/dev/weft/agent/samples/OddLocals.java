package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.io.Closeable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/** Locals of odd types: null, never assigned, small ints, arrays of arrays, merged interfaces, intersections. */
public class OddLocals {
    private interface Named {
        String name();
    }

    private record First(int number) implements Named, Comparable<First>, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public String name() {
            return "first" + number;
        }

        @Override
        public int compareTo(First other) {
            return Integer.compare(number, other.number);
        }
    }

    private record Second(int number) implements Comparable<Second>, Named, Serializable {
        private static final long serialVersionUID = 1;

        @Override
        public String name() {
            return "second" + number;
        }

        @Override
        public int compareTo(Second other) {
            return Integer.compare(number, other.number);
        }
    }

    @Async
    public Coroutine<String> nullTyped(Script script) {
        Object nothing = null;
        String text = null;
        int[] array = null;
        await(script.later(1));
        script.note(nothing);
        await(script.later(2));
        return completed("" + nothing + text + (array == null) + await(script.later(text)));
    }

    @Async
    public Coroutine<String> nullUntilLater(Script script) {
        String text = null;
        for (int i = 0; i < 3; i++) {
            await(script.later(i));
            if (text == null) {
                text = "set";
            } else {
                text += await(script.later(text));
            }
        }
        return completed(text);
    }

    @Async
    public Coroutine<String> nullOnTwoPaths(Script script) {
        List<String> list = null;
        if (await(script.later(true))) {
            list = new ArrayList<>();
            await(script.later(1));
        }
        await(script.later(2));
        if (list != null) {
            list.add("x");
        }
        return completed(String.valueOf(list));
    }

    @Async
    public Coroutine<String> neverAssigned(Script script) {
        int never;
        String sometimes;
        boolean which = await(script.later(true));
        if (which) {
            sometimes = await(script.later("assigned"));
            script.note(sometimes);
        }
        await(script.later(1));
        never = 5;
        return completed("" + never + which);
    }

    @Async
    public Coroutine<String> smallInts(Script script) {
        boolean z = await(script.later(true));
        byte b = (byte) 200;
        char c = '\uffff';
        short s = (short) 40_000;
        b++;
        await(script.later(1));
        c += 2;
        s--;
        z ^= await(script.later(true));
        boolean[] flags = {z, !z};
        byte[] bytes = {b};
        flags[0] = z & await(script.later(flags[1]));
        bytes[0] = b;
        return completed("" + z + b + (int) c + s + flags[0] + flags[1] + bytes[0] + take(z, b, c, s));
    }

    private static String take(boolean z, byte b, char c, short s) {
        return "" + z + b + (int) c + s;
    }

    @Async
    public Coroutine<String> everyWidth(Script script) {
        float f = 1.5f;
        long j = Long.MIN_VALUE;
        double d = Double.MIN_VALUE;
        int i = Integer.MIN_VALUE;
        await(script.later(0));
        float f2 = f * await(script.later(2));
        long j2 = j + await(script.later(1));
        double d2 = d + await(script.later(0));
        return completed("" + f + j + d + i + f2 + j2 + d2);
    }

    @Async
    public Coroutine<Object> arraysOfArrays(Script script) {
        int[][] grid = new int[2][3];
        String[][][] cubes = {{{"a"}}};
        Object[] first = grid;
        grid[0][await(script.later(1))] = await(script.later(5));
        int[] row = grid[1];
        row[2] += await(script.later(7));
        cubes[0][0][0] += await(script.later("b"));
        String[][] cube = cubes[0];
        await(script.later(0));
        Object taken = first[0];
        cube[0] = new String[] {await(script.later("c")), cube[0][0]};
        return completed(new Object[] {grid, cubes, taken, row.length});
    }

    @Async
    public Coroutine<String> localFromAnArray(Script script) {
        String[] words = {"one", "two"};
        var text = new StringBuilder();
        for (String word : words) {
            String local = word;
            await(script.later(0));
            text.append(local.length()).append(words[1].charAt(await(script.later(1))));
        }
        long[] longs = {3, 4};
        long element = longs[1];
        await(script.later(0));
        return completed(text.append(element).toString());
    }

    @Async
    public Coroutine<String> mergedInterfaces(Script script) {
        boolean which = await(script.later(false));
        Named named = which ? new First(1) : new Second(2);
        String a = named.name() + await(script.later("!"));
        var both = which ? new First(3) : new Second(4);
        await(script.later(1));
        a += both.name() + both.hashCode() / Integer.MAX_VALUE;
        Collection<String> some = which ? List.of("x") : Arrays.asList("y", await(script.later("z")));
        await(script.later(2));
        var map = which ? new TreeMap<String, Integer>() : new LinkedHashMap<String, Integer>();
        map.put("k", await(script.later(9)));
        return completed(a + some + map);
    }

    @Async
    public Coroutine<String> intersectionTypes(Script script) {
        return completed(await(both(script, new First(5))) + await(both(script, new Second(6))));
    }

    @Async
    private <T extends Named & Comparable<T> & Serializable> Coroutine<String> both(Script script, T value) {
        T same = await(script.later(value));
        String name = same.name() + await(script.later("/"));
        return completed(name + same.compareTo(value));
    }

    @Async
    public Coroutine<String> closeableOrNot(Script script) {
        Object value = await(script.later((Closeable) () -> script.note("closed")));
        try {
            if (value instanceof Closeable closeable) {
                await(script.later(1));
                closeable.close();
            }
        } catch (java.io.IOException failure) {
            return completed("failed" + await(script.later(2)));
        }
        return completed("done");
    }

    @Async
    public Coroutine<Long> sameSlotManyTypes(Script script) {
        long sum = 0;
        {
            int a = await(script.later(1));
            int b = await(script.later(2));
            sum += a + b;
        }
        {
            long a = await(script.later(3L));
            sum += a * await(script.later(1));
        }
        {
            String a = "text";
            double b = 2;
            sum += a.length() + await(script.later(1)) + (long) b;
        }
        {
            Object a = null;
            Object b = await(script.later("b"));
            sum += a == b ? 1 : 2;
            await(script.later(0));
            sum += b.hashCode() - b.hashCode();
        }
        {
            float a = 1;
            byte[] b = {1};
            await(script.later(0));
            sum += (long) a + b[0];
        }
        return completed(sum);
    }

    @Async
    public Coroutine<String> finalsAndCaptures(Script script) {
        final int constant = 5;
        final String text = await(script.later("text"));
        Runnable note = () -> script.note(text + constant);
        await(script.later(1));
        note.run();
        var local = new Object() {
            int n = constant;
        };
        local.n += await(script.later(2));
        return completed(text + local.n);
    }

    @Async
    public Coroutine<String> classConstants(Script script) {
        Class<?> type = int[].class;
        await(script.later(1));
        Class<?> other = await(script.later(String.class));
        return completed(type.getName() + other.getSimpleName() + void.class);
    }
}
