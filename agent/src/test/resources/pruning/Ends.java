package lib;

import java.util.*;
import java.util.function.Supplier;

public class Ends {
    static Set<String> all = new TreeSet<>();
    static final StringBuilder notes = new StringBuilder();
    public static final Supplier<Collection<String>> TAKE = () -> { Set<String> taken = all; all = new TreeSet<>(); return taken; };
    public static void begin() { notes.setLength(0); }
    public static void note(String text) { notes.append(text).append(' '); }
    public static void end(String state) { all.add(notes + state); }
}
