package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's own command line, with the right agent and a single carrier of virtual threads in every fork. It first runs all
 * the benchmarks that the options select except EA Async's, and then, in forks with its own agent, those of EA Async.
 */
final class JmhCommandLine {
    private static final String EA_ASYNC = ".*\\.eaAsync";
    private static final String OTHERS = "^(?!" + EA_ASYNC + "$).*$";
    private static final String USUAL_RESULT = "jmh-result."; // followed by the format's name, as JMH names its file

    private final CommandLineOptions options;
    private final Collection<RunResult> results = new ArrayList<>();

    private JmhCommandLine(CommandLineOptions options) {
        this.options = options;
    }

    static void run(String[] arguments) throws CommandLineOptionException, RunnerException, IOException {
        var options = new CommandLineOptions(arguments);
        if (options.shouldHelp()) {
            org.openjdk.jmh.Main.main(arguments);
        } else if (options.shouldList()) {
            new Runner(options).list();
        } else {
            new JmhCommandLine(options).runAll();
        }
    }

    private void runAll() throws RunnerException, IOException {
        int feature = Runtime.version().feature();
        boolean ran = runAllBut(EA_ASYNC, ForkArguments.withWeft(feature, ForkArguments.USUAL_HEAP));
        ran |= runAllBut(OTHERS, ForkArguments.withEaAsync(feature, ForkArguments.USUAL_HEAP));
        if (!ran) {
            throw new NoBenchmarksException();
        }
        if (wantsFile()) {
            ResultFormatType format = options.getResultFormat().orElse(ResultFormatType.CSV);
            String file =
                    options.getResult().orElse(USUAL_RESULT + format.name().toLowerCase(Locale.ROOT));
            ResultFormatFactory.getInstance(format, file).writeOut(results);
        }
    }

    /** Joins the arguments, because JMH replaces those on its command line by those given last. */
    private String[] withThoseGiven(List<String> jvmArguments) {
        var all = new ArrayList<>(jvmArguments);
        options.getJvmArgsAppend().orElse(List.of()).forEach(all::add);
        return all.toArray(new String[0]);
    }

    private boolean wantsFile() {
        return options.getResultFormat().hasValue() || options.getResult().hasValue();
    }

    private boolean runAllBut(String excluded, List<String> jvmArguments) throws RunnerException, IOException {
        var run = new OptionsBuilder().parent(options).exclude(excluded).jvmArgsAppend(withThoseGiven(jvmArguments));
        Path halfOfTheResults = null;
        if (wantsFile()) { // each of the two runs writes a file, and the second would overwrite the first
            halfOfTheResults = Files.createTempFile("jmh-result", ".txt");
            run.result(halfOfTheResults.toString());
        }
        try {
            results.addAll(new Runner(run.build()).run());
            return true;
        } catch (NoBenchmarksException othersWereChosen) {
            return false;
        } finally {
            if (halfOfTheResults != null) {
                Files.delete(halfOfTheResults);
            }
        }
    }
}
