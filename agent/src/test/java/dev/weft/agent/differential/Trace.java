package dev.weft.agent.differential;

import java.util.ArrayList;
import java.util.List;

/** What a sample did, in order. */
public abstract class Trace {
    private final List<String> notes = new ArrayList<>();

    /** Writes down that something happened. */
    public final void note(Object what) {
        notes.add(String.valueOf(what));
    }

    /** Writes down that an expression was evaluated, and gives its value. */
    public final <T> T seen(T value) {
        notes.add("seen " + value);
        return value;
    }

    /** The notes so far. */
    public final List<String> notes() {
        return List.copyOf(notes);
    }
}
