package dev.weft.agent.sweep;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes every call in whole libraries a suspension point, in memory, and lets ASM and the JVM verify the result.
 *
 * <p>Its arguments are jars and {@code java.base}, each with an optional {@code /N} for one class of N. It ends with 1 if
 * anything failed.
 */
public final class SweepMain {
    private int files;
    private long points;
    private int methods;
    private int linked;
    private int failures;
    private final Map<String, Integer> leftAlone = new TreeMap<>();
    private final Map<String, Integer> notLinked = new TreeMap<>();

    private SweepMain() {}

    /** Sweeps. */
    public static void main(String[] arguments) throws IOException {
        var jars = new ArrayList<URL>();
        for (var argument : arguments) {
            if (argument.contains(".jar")) {
                jars.add(url(argument));
            }
        }
        var sweep = new SweepMain();
        try (var others = new URLClassLoader(jars.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            for (var argument : arguments) {
                sweep.sweep(library(argument, others));
            }
        }
        sweep.printTotal(List.of(arguments));
        System.exit(sweep.failures == 0 ? 0 : 1);
    }

    private static URL url(String argument) throws MalformedURLException {
        return path(argument).toUri().toURL();
    }

    private static Path path(String argument) {
        return Path.of(argument.substring(0, argument.indexOf(".jar") + ".jar".length()));
    }

    private static Library library(String argument, ClassLoader others) throws IOException {
        int slash = argument.lastIndexOf('/');
        var end = argument.substring(slash + 1);
        int n = end.matches("\\d+") ? Integer.parseInt(end) : 1;
        var library = argument.contains(".jar")
                ? Library.ofJar(path(argument), others)
                : Library.ofModule(slash < 0 ? argument : argument.substring(0, slash));
        return library.everyNth(n);
    }

    private void sweep(Library library) {
        long start = System.nanoTime();
        var woven = WovenLibrary.of(library);
        var check = JvmCheck.of(woven);
        var summary = woven.tally().summary();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.printf(
                "%-45s %,7d files %,8d methods %,10d points %,8d verified by the JVM %3d failed %,8d ms%n",
                library.name(),
                library.files().size(),
                summary.methods(),
                summary.points(),
                check.linked(),
                woven.failures().size(),
                millis);
        woven.failures().forEach(failure -> System.out.println("    FAILED " + failure));
        files += library.files().size();
        methods += summary.methods();
        points += summary.points();
        linked += check.linked();
        failures += woven.failures().size();
        summary.countByReason().forEach((reason, count) -> leftAlone.merge(reason, count, Integer::sum));
        if (!woven.doubtful().isEmpty()) {
            notLinked.merge(
                    "ASM refuses the original too: checked by the JVM alone",
                    woven.doubtful().size(),
                    Integer::sum);
        }
        check.notLinked().forEach((reason, count) -> notLinked.merge(reason, count, Integer::sum));
    }

    private void printTotal(List<String> libraries) {
        System.out.printf(
                "%d libraries, %,d class files, %,d methods, %,d suspension points; %,d classes verified by the JVM; %d failed%n",
                libraries.size(), files, methods, points, linked, failures);
        leftAlone.forEach((reason, count) -> System.out.printf("%,9d left alone: %s%n", count, reason));
        notLinked.forEach((reason, count) -> System.out.printf("%,9d not verified: %s%n", count, reason));
    }
}
