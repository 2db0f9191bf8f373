package dev.weft.benchmarks.process;

import dev.weft.benchmarks.result.Estimate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command that measures start-up alone, in more detail than the table. */
@Command(
        name = "startup",
        description = "Measures what the agent adds to the start of a program (P14) and to the load of a class (P15).")
public final class StartupCommand implements Callable<Integer> {
    @Option(names = "--rounds", defaultValue = "20", description = "runs of each program (${DEFAULT-VALUE})")
    private int rounds;

    @Option(names = "--classes", defaultValue = "10000", description = "classes to load (${DEFAULT-VALUE})")
    private int classes;

    @Option(names = "--jdk", paramLabel = "HOME", description = "the JDK to measure, if not the one that runs this")
    private Path jdk = Jvm.own().home();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var jvm = new Jvm(jdk);
        Path directory = Files.createTempDirectory("weft-startup");
        try {
            var startup = new Startup(jvm, directory);
            System.out.printf(
                    Locale.ROOT, "JDK %s, medians of %d rounds, with 95 %% intervals%n%n", jvm.version(), rounds);
            print("P14, Hello World, ms", startup.hello(rounds), 1);
            print("ways to weave, ms", new WovenStartup(jvm, directory).ways(rounds), 1);
            print("P15, " + classes + " classes, µs a class", startup.loading(rounds, classes), classes / 1e3);
        } finally {
            Directories.delete(directory);
        }
        return 0;
    }

    private static void print(String title, List<Startup.Cost> costs, double units) {
        PrintStream out = System.out;
        out.printf("%-28s %18s %18s %18s %18s%n", title, "wall", "processor", "wall over", "processor over");
        for (var cost : costs) {
            out.printf(
                    "%-28s %18s %18s %18s %18s%n",
                    cost.name(),
                    text(cost.wall().dividedBy(units)),
                    text(cost.processor().dividedBy(units)),
                    text(cost.wallOver().dividedBy(units)),
                    text(cost.processorOver().dividedBy(units)));
        }
        out.println();
    }

    private static String text(Estimate estimate) {
        return String.format(Locale.ROOT, "%.2f ± %.2f", estimate.value(), estimate.error());
    }
}
