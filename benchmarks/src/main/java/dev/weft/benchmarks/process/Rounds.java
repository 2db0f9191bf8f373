package dev.weft.benchmarks.process;

import dev.weft.benchmarks.result.Estimate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Rounds in which several programs run in turn, every other round in reverse order. A drift of the machine affects all
 * of them alike, and each program is compared with the baseline of its own round.
 */
final class Rounds {

    /**
     * One of the programs.
     *
     * @param name its name in the table
     * @param arguments the arguments of {@code java}
     * @param expected the text that it must print
     */
    record Subject(String name, List<String> arguments, String expected) {
        Subject {
            arguments = List.copyOf(arguments);
        }
    }

    private final Jvm jvm;
    private final List<Subject> subjects; // the first is the baseline
    private final List<List<Jvm.Run>> runs = new ArrayList<>(); // of each subject, in the order of the rounds

    Rounds(Jvm jvm, List<Subject> subjects) {
        this.jvm = jvm;
        this.subjects = List.copyOf(subjects);
        for (int i = 0; i < subjects.size(); i++) {
            runs.add(new ArrayList<>());
        }
    }

    List<Subject> subjects() {
        return subjects;
    }

    /** Runs one round that is not counted, to fill the system's caches, and then this many. */
    void run(int rounds) throws IOException, InterruptedException {
        for (int round = -1; round < rounds; round++) {
            for (int i = 0; i < subjects.size(); i++) {
                int subject = round % 2 == 0 ? i : subjects.size() - 1 - i;
                var run = runChecked(subjects.get(subject));
                if (round >= 0) {
                    runs.get(subject).add(run);
                }
            }
        }
    }

    private Jvm.Run runChecked(Subject subject) throws IOException, InterruptedException {
        var run = jvm.run(subject.arguments());
        if (!run.output().strip().equals(subject.expected())) {
            throw new AssertionError(
                    subject.name() + ": expected '" + subject.expected() + "', but it printed:\n" + run.output());
        }
        return run;
    }

    /** Returns the median of one measure of a subject. */
    Estimate median(int subject, ToDoubleFunction<Jvm.Run> measure) {
        return Estimate.median(runs.get(subject).stream().mapToDouble(measure).toArray());
    }

    /** Returns the median difference between a subject and the baseline of the same round. */
    Estimate medianOverBaseline(int subject, ToDoubleFunction<Jvm.Run> measure) {
        double[] differences = new double[runs.get(subject).size()];
        for (int round = 0; round < differences.length; round++) {
            differences[round] = measure.applyAsDouble(runs.get(subject).get(round))
                    - measure.applyAsDouble(runs.get(0).get(round));
        }
        return Estimate.median(differences);
    }
}
