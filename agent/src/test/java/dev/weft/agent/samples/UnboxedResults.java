package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;

/** Direct calls of methods that return numbers, characters and truth values, which travel without a box. */
public class UnboxedResults {

    @Async
    public static Coroutine<String> ints(Script script) {
        var text = new StringBuilder();
        for (int value : new int[] {0, -1, 127, 128, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            Object box = await(intOf(script, value));
            text.append(box).append(box.getClass()).append(await(intOf(script, value)) + 1L);
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<Integer> intOf(Script script, int value) {
        if (value % 2 == 0) {
            return completed(value);
        }
        int given = await(script.later(value));
        return completed(given);
    }

    @Async
    public static Coroutine<String> shorts(Script script) {
        var text = new StringBuilder();
        for (short value : new short[] {0, -1, Short.MIN_VALUE, Short.MAX_VALUE}) {
            Object box = await(shortOf(script, value));
            text.append(box).append(box.getClass()).append((short) (await(shortOf(script, value)) + 1));
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<Short> shortOf(Script script, short value) {
        short given = value % 2 == 0 ? value : await(script.later(value));
        return completed(given);
    }

    @Async
    public static Coroutine<String> bytes(Script script) {
        var text = new StringBuilder();
        for (byte value : new byte[] {0, -1, Byte.MIN_VALUE, Byte.MAX_VALUE}) {
            Object box = await(byteOf(script, value));
            text.append(box).append(box.getClass()).append((byte) (await(byteOf(script, value)) + 1));
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<Byte> byteOf(Script script, byte value) {
        byte given = value % 2 == 0 ? value : await(script.later(value));
        return completed((byte) (given + 256));
    }

    @Async
    public static Coroutine<String> chars(Script script) {
        var text = new StringBuilder();
        for (char value : new char[] {0, 'a', 128, Character.MAX_VALUE}) {
            Object box = await(charOf(script, value));
            text.append((int) (char) box).append(box.getClass()).append(await(charOf(script, value)) + 1);
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<Character> charOf(Script script, char value) {
        char given = value % 2 == 0 ? value : await(script.later(value));
        return completed(given);
    }

    @Async
    public static Coroutine<String> booleans(Script script) {
        var text = new StringBuilder();
        for (int value = 0; value < 3; value++) {
            Object box = await(isOdd(script, value));
            text.append(box).append(box == Boolean.TRUE).append(await(isOdd(script, value)) ? "odd" : "even");
            while (!await(isOdd(script, value))) {
                value++;
            }
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<Boolean> isOdd(Script script, int value) {
        return value == 0 ? completed(false) : completed(await(script.later(value)) % 2 == 1);
    }

    @Async
    public static Coroutine<String> notDirectly(Script script) {
        var sample = new UnboxedResults();
        var number = intOf(script, 3);
        var truth = isOdd(script, 0);
        var letter = charOf(script, 'c');
        var small = byteOf(script, (byte) -3);
        var next = shortOf(script, (short) 300);
        return completed("" + await(number) + await(truth) + await(letter) + await(small) + await(next)
                + await(sample.overridden(script)) + await(sample.itself(script, 4)));
    }

    @Async
    Coroutine<Integer> overridden(Script script) {
        return completed(2 * await(script.later(21)));
    }

    @Async
    private Coroutine<Integer> itself(Script script, int n) {
        return completed(n < 2 ? n : await(itself(script, n - 1)) + await(this.itself(script, n - 2)));
    }

    @Async
    public static Coroutine<Integer> overTheStack(Script script) {
        long wide = 5L;
        var numbers = new int[] {1, 2, 3};
        numbers[await(intOf(script, 1))] += await(intOf(script, 7)) * (int) (wide + await(intOf(script, 2)));
        await(intOf(script, 9));
        return completed(numbers[1] - await(intOf(script, await(intOf(script, 5)))));
    }

    @Async
    public static Coroutine<Integer> returnedAsTheyCome(Script script) {
        return script.notes().isEmpty() ? intOf(script, 3) : completed(1);
    }

    @Async
    public static Coroutine<String> thatFail(Script script) {
        var text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            try {
                text.append(await(fallible(script, i)));
            } catch (IllegalStateException failed) {
                text.append(failed.getMessage());
            } finally {
                text.append(await(intOf(script, 10 + i)));
            }
        }
        return completed(text.toString());
    }

    @Async
    private static Coroutine<Integer> fallible(Script script, int i) {
        if (i == 1) {
            throw new IllegalStateException("early");
        }
        int value = await(script.later(i));
        if (i == 2) {
            throw new IllegalStateException("late");
        }
        try {
            return completed(value);
        } finally {
            script.note("left " + await(script.later(i)));
        }
    }

    @Async
    public static Coroutine<Integer> deep(Script script) {
        return completed(await(nested(script, 1500)) + await(nestedAndDone(1500)));
    }

    @Async
    private static Coroutine<Integer> nested(Script script, int n) {
        if (n == 0) {
            int end = await(script.later(7));
            return completed(end);
        }
        return completed(await(nested(script, n - 1)) + 1);
    }

    @Async
    private static Coroutine<Integer> nestedAndDone(int n) {
        return n == 0 ? completed(0) : completed(await(nestedAndDone(n - 1)) + 1);
    }
}
