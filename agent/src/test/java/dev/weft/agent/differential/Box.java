package dev.weft.agent.differential;

import java.util.Arrays;

/** An object of three parts that random bytecode makes; its constructor refuses some of them. */
public final class Box {
    private static final int LONGEST = 40;

    private final long second;
    private final String text; // written once: boxes in boxes share parts, and to walk them takes for ever

    /** Throws for one number in seven. */
    public Box(Object first, long second, Object third) {
        if (second % 7 == 6) {
            throw new IllegalStateException("box of " + second);
        }
        this.second = second;
        this.text = "Box[" + text(first) + ", " + second + ", " + text(third) + "]";
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
        return text;
    }
}
