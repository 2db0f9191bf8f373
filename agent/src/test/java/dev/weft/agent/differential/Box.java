package dev.weft.agent.differential;

import java.util.Arrays;

/** An object of three parts that random bytecode makes; its constructor refuses some of them. */
public final class Box {
    private static final int LONGEST = 40;

    private final Object first;
    private final long second;
    private final Object third;

    /** Throws for one number in seven. */
    public Box(Object first, long second, Object third) {
        if (second % 7 == 6) {
            throw new IllegalStateException("box of " + second);
        }
        this.first = first;
        this.second = second;
        this.third = third;
    }

    /** The number in it. */
    public long number() {
        return second;
    }

    /** A short text for a value, the same in every run. */
    public static String text(Object value) {
        String all = value instanceof int[] ints ? Arrays.toString(ints) : String.valueOf(value);
        return all.length() > LONGEST ? all.substring(0, LONGEST) : all;
    }

    @Override
    public String toString() {
        return "Box[" + text(first) + ", " + second + ", " + text(third) + "]";
    }
}
