package dev.weft.agent.transform.probe;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.internal.explore.Exploring;
import dev.weft.internal.explore.Settings;
import dev.weft.internal.probe.ProbedRun;
import dev.weft.testing.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Small random programs whose tasks share state of each kind, and the outcomes that their orders have. */
final class OrderPrograms {
    private static final int OPERATIONS = 34;

    /** What a search has found. */
    record Outcomes(TreeSet<String> ends, String first, int runs, long pruned, boolean complete) {}

    private final Function<int[][], Scenario> machine;
    private final Function<int[][], Scenario> pairs;
    final int pairCount;
    private final Supplier<Collection<String>> ends;

    @SuppressWarnings("unchecked")
    OrderPrograms() throws ReflectiveOperationException {
        var sources = Stream.of("Machine", "Pairs", "Hidden", "Odd", "Sum", "Ends")
                .map(name -> Path.of("src/test/resources/pruning", name + ".java"))
                .toList();
        var files = CompiledSources.compile(ToolProvider.getSystemJavaCompiler(), sources, List.of("-g"));
        var reporter = new RecordingReporter();
        ProbedRun.notePresence();
        var transformer = AsyncClassTransformer.create(reporter, null, true, ClassScope.NONE, ClassScope.parse("app."));
        var loader = new WovenLoader(files, transformer);

        machine = (Function<int[][], Scenario>)
                loader.loadClass("app.Machine").getField("FACTORY").get(null);
        pairs = (Function<int[][], Scenario>)
                loader.loadClass("app.Pairs").getField("FACTORY").get(null);
        pairCount = ((Supplier<Integer>)
                        loader.loadClass("app.Pairs").getField("COUNT").get(null))
                .get();
        ends = (Supplier<Collection<String>>)
                loader.loadClass("lib.Ends").getField("TAKE").get(null);
        if (!reporter.told.isEmpty()) {
            throw new AssertionError(reporter.told.toString());
        }
    }

    /** Returns a program: a list of operations for each task, the first of the main one. */
    static int[][] random(long seed) {
        var random = new Random(seed);
        boolean wild = random.nextInt(4) == 0;
        int kinds = 2 + random.nextInt(5);
        int[] used = random.ints(kinds, 0, OPERATIONS).toArray();
        int tasks = 2 + random.nextInt(3);
        int[][] program = new int[tasks][];
        for (int i = 0; i < tasks; i++) {
            program[i] = new int[2 * (1 + random.nextInt(wild ? 6 : 4))];
            for (int j = 0; j < program[i].length; j += 2) {
                int kind = random.nextInt(3);
                program[i][j] = kind == 0 ? 0 : used[random.nextInt(kinds)];
                program[i][j + 1] = random.nextInt(12);
            }
        }
        return program;
    }

    Outcomes explore(int[][] program, int delays, boolean prunes, boolean all) {
        return explore(() -> machine.apply(program), delays, prunes, all);
    }

    /** Explores two pairs of operations of a kind. */
    Outcomes explorePairs(int kind, int delays, boolean prunes) {
        return explore(() -> pairs.apply(new int[][] {{kind}}), delays, prunes, true);
    }

    private Outcomes explore(Supplier<Scenario> program, int delays, boolean prunes, boolean all) {
        var settings = Settings.exhaustive()
                .withRaces(true)
                .withDelays(delays)
                .withSchedules(20_000)
                .withBudget(Duration.ofMinutes(5))
                .withPruning(prunes);
        var unused = ends.get(); // of the program before
        var exploring = new Exploring(settings, program, System::nanoTime);
        exploring.run(all);
        var found = new TreeSet<>(ends.get());
        exploring
                .failures()
                .forEach(failure -> found.add(failure.kind() + " "
                        + failure.message().lines().findFirst().orElse("")));
        var first = exploring.failures().isEmpty()
                ? ""
                : exploring.failures().get(0).kind().toString();
        return new Outcomes(found, first, exploring.schedules(), exploring.pruned(), exploring.isComplete());
    }

    static String text(int[][] program) {
        return Arrays.deepToString(program);
    }
}
