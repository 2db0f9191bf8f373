package dev.weft.agent.samples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.agent.differential.Script;
import java.util.Arrays;

/** Awaits in expressions over a non-empty operand stack: every dup form, compound assignments, concatenation. */
public class OperandStack {
    private static int count;
    private static long wideCount;

    private int number = 3;
    private long wide = 4;
    private double real = 1.5;
    private byte small = 100;
    private char letter = 'a';
    private String text = "t";
    private int[] numbers = {1, 2, 3};
    private OperandStack next;

    @Async
    public Coroutine<String> arguments(Script script) {
        return completed(join(
                script.seen(1),
                await(script.later(2L)),
                script.seen("three"),
                await(script.later(4.0)),
                await(script.later('5'))));
    }

    private static String join(int a, long b, String c, double d, char e) {
        return a + "," + b + "," + c + "," + d + "," + e;
    }

    @Async
    public Coroutine<String> wideBelow(Script script) {
        long a = 1L << 40;
        double b = 0.25;
        long sum = a + await(script.later(2)) * (a - await(script.later(3L))) + (long) (b * await(script.later(8)));
        double mixed = b + a * await(script.later(2f)) - await(script.later(1.0)) / b;
        return completed(sum + " " + mixed);
    }

    @Async
    public Coroutine<String> compoundOnFields(Script script) {
        number += await(script.later(1));
        this.number -= await(script.later(7));
        wide *= await(script.later(3));
        real /= await(script.later(2));
        small += await(script.later(100));
        letter += await(script.later(2));
        text += await(script.later("x"));
        number <<= await(script.later(2));
        wide |= await(script.later(1L));
        return completed(number + " " + wide + " " + real + " " + small + letter + text);
    }

    @Async
    public Coroutine<String> compoundOnStatics(Script script) {
        count = 10;
        wideCount = 20;
        count += await(script.later(1));
        wideCount -= await(script.later(1L));
        count = count++ + await(script.later(count)) + ++count;
        return completed(count + " " + wideCount);
    }

    @Async
    public Coroutine<String> compoundOnArrays(Script script) {
        int[] ints = {1, 2, 3};
        long[] longs = {1, 2, 3};
        double[] doubles = {1, 2, 3};
        byte[] bytes = {1, 2, 3};
        char[] chars = {'a', 'b', 'c'};
        String[] strings = {"a", "b", "c"};
        int i = 0;
        ints[i++] += await(script.later(10));
        longs[i++] *= await(script.later(10L));
        doubles[i--] /= await(script.later(2));
        bytes[--i] += await(script.later(127));
        chars[script.seen(2)]++;
        chars[await(script.later(1))] += await(script.later(1));
        strings[await(script.later(0))] += await(script.later("z")) + i;
        return completed(Arrays.toString(ints)
                + Arrays.toString(longs)
                + Arrays.toString(doubles)
                + Arrays.toString(bytes)
                + Arrays.toString(chars)
                + Arrays.toString(strings));
    }

    @Async
    public Coroutine<String> assignmentsAsValues(Script script) {
        int a;
        long b;
        int c = a = await(script.later(5));
        long d = b = await(script.later(6L));
        int e = number = await(script.later(7));
        long f = wide = await(script.later(8L)) + (wide += await(script.later(1)));
        int g = numbers[1] = await(script.later(9));
        double h = new double[] {1, 2}[1] = await(script.later(2.5));
        return completed("" + a + b + c + d + e + f + g + h + number + wide + numbers[1]);
    }

    @Async
    public Coroutine<String> incrementsAsValues(Script script) {
        int n = 0;
        long m = 0;
        String seen =
                n++ + "" + ++n + await(script.later(n)) + m++ + ++m + number++ + await(script.later(number)) + ++number;
        seen += wide++ + await(script.later(wide)) + --wide + numbers[0]++ + await(script.later(1)) + numbers[0];
        Integer boxed = 1;
        boxed++;
        boxed += await(script.later(3));
        return completed(seen + n + m + boxed);
    }

    @Async
    public Coroutine<String> chainOfFields(Script script) {
        next = new OperandStack();
        next.next = new OperandStack();
        next.next.number += await(script.later(2));
        next.next.numbers[await(script.later(1))] -= await(script.later(5));
        next.next.text += next.text += await(script.later("y"));
        return completed(next.next.number + next.next.text + next.text + Arrays.toString(next.next.numbers));
    }

    @Async
    public Coroutine<String> concatenation(Script script) {
        char c = 'c';
        byte b = 7;
        Object nothing = null;
        String all = "a" + await(script.later(1)) + c + b + 2L + await(script.later(nothing)) + 1.5f
                + await(script.later(true));
        all += all.length() + await(script.later(all.length())) + "\u0001\u0002";
        return completed(all);
    }

    @Async
    public Coroutine<String> orderOfEvaluation(Script script) {
        int[] array = new int[3];
        array[script.seen(1)] = await(script.later(10)) + script.seen(2);
        array[script.seen(0)] = array[script.seen(1)] = await(script.later(20));
        try {
            int[] none = null;
            none[script.seen(5)] = await(script.later(30));
        } catch (NullPointerException expected) {
            script.note("after the right side");
        }
        try {
            array[script.seen(7)] += await(script.later(40));
        } catch (ArrayIndexOutOfBoundsException expected) {
            script.note("before the right side");
        }
        return completed(Arrays.toString(array));
    }

    @Async
    public Coroutine<Boolean> booleansOnTheStack(Script script) {
        boolean[] flags = {true, false, true};
        flags[1] |= await(script.later(true)) ^ await(script.later(false));
        flags[2] &= await(script.later(false));
        return completed(flags[0] == await(script.later(true)) ? flags[1] : flags[2]);
    }

    @Async
    public Coroutine<Integer> nestedCalls(Script script) {
        return completed(Math.max(
                Math.max(await(script.later(1)), Math.min(await(script.later(5)), await(script.later(4)))),
                await(add(script, await(script.later(2)), await(add(script, 1, await(script.later(1))))))));
    }

    @Async
    private Coroutine<Integer> add(Script script, int a, int b) {
        return completed(a + await(script.later(b)));
    }

    @Async
    public Coroutine<String> nullsOnTheStack(Script script) {
        return completed(
                describe(null, await(script.later("a")), null) + describe("b", null, await(script.later(null))));
    }

    private static String describe(Object a, Object b, Object c) {
        return a + "/" + b + "/" + c;
    }

    @Async
    public Coroutine<Object> arrayInitialisers(Script script) {
        Object[] mixed = {
            1, await(script.later("two")), new int[] {3, await(script.later(4))}, await(script.later(null))
        };
        long[][] grid = {{1, await(script.later(2L))}, {await(script.later(3L))}, {}};
        return completed(new Object[] {mixed, grid, new int[await(script.later(2))][await(script.later(1))]});
    }

    @Async
    public Coroutine<String> shiftsAndCasts(Script script) {
        byte b = (byte) (int) await(script.later(300));
        char c = (char) (await(script.later(65)) + 1);
        short s = (short) (b << await(script.later(9)));
        long l = 1L << await(script.later(33));
        float f = (float) (double) await(script.later(0.1));
        return completed("" + b + c + s + l + f + (int) (l >>> await(script.later(32))));
    }
}
