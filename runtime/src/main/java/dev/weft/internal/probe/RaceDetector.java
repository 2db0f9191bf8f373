package dev.weft.internal.probe;

import dev.weft.internal.loop.Activity;
import dev.weft.internal.probe.Variable.Whole;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A detector of suspension races. Steps of one loop happen one after the other, so their order is all that it needs.
 *
 * <ol>
 *   <li>A read is noted with the number of the step, for each variable and task the latest one.
 *   <li>A write looks at the latest read of its task. If that was in an earlier step, and another task has written the
 *       variable since, the value that it builds on is out of date: a race.
 *   <li>The write takes the read away. A variable that is written without being read is never reported.
 * </ol>
 *
 * <p>An entry of a collection is a variable, and so is its whole content: see {@link Whole}. Loop thread only.
 */
final class RaceDetector {

    private static final int MOST_VARIABLES = 200_000; // then it starts anew: 40 MB, and code that touches so much

    private final Consumer<Race> found; // constant after construction
    private final Map<Variable, History> histories = new HashMap<>();
    private final Set<String> reported = new HashSet<>(); // pairs of places: loops repeat themselves
    private final Footprint footprint; // constant after construction: of the current step
    private int variables = Footprint.FIRST;
    private boolean busy; // the key of a map is looked up, whose own code may have probes

    RaceDetector(Consumer<Race> found, Footprint footprint) {
        this.found = found;
        this.footprint = footprint;
    }

    /** Returns the number of a variable. */
    int number(Object owner, Object part) {
        return history(new Variable(owner, part)).number;
    }

    /** Notes a read of a part, or of the whole content. */
    void read(Object owner, Object part, Activity by, int step, String place) {
        if (busy) {
            return;
        }
        busy = true;
        try {
            Variable variable = new Variable(owner, part);
            History history = history(variable);
            footprint.read(history.number);
            if (!(part instanceof Whole) && isCollection(owner)) {
                footprint.read(number(owner, Whole.EACH));
            }
            history.read(new Access(by, step, place));
        } finally {
            busy = false;
        }
    }

    /** Notes a write of a field or of the element of an array. */
    void write(Object owner, Object part, String name, Activity by, int step, String place) {
        if (busy) {
            return;
        }
        Race race;
        busy = true;
        try {
            Variable variable = new Variable(owner, part);
            History history = history(variable);
            footprint.write(history.number);
            Access write = new Access(by, step, place);
            race = raceOf(history.takeRead(by), history.writeByOther(by), name, write);
            history.write(write);
        } finally {
            busy = false;
        }
        report(race);
    }

    /** Notes a write of an entry, which writes the content as well. */
    void writeEntry(Object collection, Object key, String name, Activity by, int step, String place) {
        if (busy) {
            return;
        }
        Race race;
        busy = true;
        try {
            Variable variable = new Variable(collection, key);
            History entry = history(variable);
            History each = history(new Variable(collection, Whole.EACH));
            footprint.write(entry.number);
            footprint.read(each.number);
            Access write = new Access(by, step, place);
            Access read = entry.takeRead(by);
            String entryName = name + "[" + text(key) + "]";
            race = raceOf(read, entry.writeByOther(by), entryName, write);
            race = race == null ? raceOf(read, each.writeByOther(by), entryName, write) : race;
            entry.write(write);
        } finally {
            busy = false;
        }
        report(race);
        write(collection, Whole.CONTENT, name, by, step, place);
    }

    /** Notes a write of the content that concerns each entry, such as a clear. */
    void writeAll(Object collection, String name, Activity by, int step, String place) {
        write(collection, Whole.EACH, name, by, step, place);
        write(collection, Whole.CONTENT, name, by, step, place);
    }

    private static boolean isCollection(Object owner) {
        return owner instanceof Collection<?> || owner instanceof Map<?, ?>;
    }

    private History history(Variable variable) {
        if (histories.size() >= MOST_VARIABLES) {
            histories.clear();
            footprint.lose();
        }
        return histories.computeIfAbsent(variable, unknown -> new History(variables++));
    }

    private static @Nullable Race raceOf(
            @Nullable Access read, @Nullable Access otherWrite, String name, Access write) {
        if (read == null || otherWrite == null || read.step() >= write.step() || otherWrite.step() <= read.step()) {
            return null;
        }
        return new Race(
                name,
                write.by(),
                Place.parse(read.place()),
                otherWrite.by(),
                Place.parse(otherWrite.place()),
                Place.parse(write.place()));
    }

    private void report(@Nullable Race race) {
        if (race != null && reported.add(race.variable() + race.read() + race.write() + race.otherWrite())) {
            found.accept(race);
        }
    }

    /** No code of the program is called to name a key. */
    private static String text(Object key) {
        return key instanceof String || key instanceof Number || key instanceof Enum<?> || key instanceof Character
                ? key.toString()
                : Race.simpleName(key.getClass().getName());
    }
}
