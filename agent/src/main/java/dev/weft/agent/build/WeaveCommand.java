package dev.weft.agent.build;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * {@code java -jar weft-agent.jar weave}: weaves a directory of classes or a jar, all of it or nothing.
 *
 * <p>A refused method is a mistake of the program as one that the compiler finds, so nothing is written then: a second
 * run of the build would take the class for woven, and pass.
 */
public final class WeaveCommand {
    private static final int WOVEN = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final WeaveArguments arguments; // constant after construction
    private final WeaveReport report; // constant after construction

    private WeaveCommand(WeaveArguments arguments, WeaveReport report) {
        this.arguments = arguments;
        this.report = report;
    }

    /**
     * Weaves.
     *
     * @param arguments what stands behind {@code weave} on the command line
     * @param out told what was woven
     * @param err told what was refused, and what is wrong
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (WeaveArguments.areForHelp(arguments)) {
            out.print(WeaveArguments.HELP);
            return WOVEN;
        }
        WeaveArguments parsed;
        try {
            parsed = WeaveArguments.parse(arguments);
        } catch (IllegalArgumentException mistake) {
            err.print(mistake.getMessage());
            return WRONG_USAGE;
        }
        try {
            return new WeaveCommand(parsed, new WeaveReport(out, err)).weave();
        } catch (HalfWrittenException failure) {
            err.println("weft-agent: weave: not all files were written: " + failure.getMessage()
                    + ". Remove the cause and weave again.");
            return FAILED;
        } catch (IOException failure) {
            err.println("weft-agent: weave: nothing was written: " + message(failure));
            return FAILED;
        }
    }

    private int weave() throws IOException {
        try (var container = open(arguments.input());
                var classPath = new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
            var weaver = new BuildWeaver(report, classPath, arguments.blocking());
            var changes = new ContainerWeaving(
                            container, arguments.callMethods() ? weaver.callingMethods() : weaver, report)
                    .weave();
            if (!report.isClean(arguments.acceptRefused())) {
                report.sayThatNothingWasWritten(container);
                return FAILED;
            }
            container.write(changes, arguments.out());
            report.summarise(container);
            return WOVEN;
        }
    }

    private static Container open(Path input) throws IOException {
        if (Files.isDirectory(input)) {
            return new ClassDirectory(input);
        }
        try {
            return new JarArchive(input);
        } catch (ZipException broken) {
            throw new IOException(input + " is neither a directory nor a jar: " + broken.getMessage(), broken);
        }
    }

    private URL[] urls() throws IOException {
        var urls = new ArrayList<URL>();
        for (var element : arguments.classPath()) {
            if (!Files.exists(element)) {
                throw new IOException("--class-path names " + element + ", which does not exist");
            }
            urls.add(element.toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    private static String message(IOException failure) {
        return failure instanceof NoSuchFileException missing
                ? "no such file or directory: " + missing.getFile()
                : failure.toString().startsWith(IOException.class.getName() + ":")
                        ? String.valueOf(failure.getMessage())
                        : failure.toString();
    }
}
