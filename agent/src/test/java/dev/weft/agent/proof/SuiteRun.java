package dev.weft.agent.proof;

import dev.weft.agent.ChildJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One run of a library's tests, in a JVM of its own and in a fresh directory: with the tests' data where they look for
 * them, and a language and a time zone that do not depend on the machine.
 */
final class SuiteRun {
    private static final long MINUTES = 60; // far more than any suite takes; a hanging one must end as well

    private final LibrarySuite suite;
    private final Path directory;
    private final Process process;
    private final CompletableFuture<Long> seconds;

    private SuiteRun(LibrarySuite suite, Path directory, List<String> agent) throws IOException {
        this.suite = suite;
        this.directory = directory;
        long started = System.nanoTime();
        this.process = new ProcessBuilder(command(agent))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
        this.seconds = process.onExit().thenApply(ended -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started));
    }

    /** How the tests ended, and how long they took. */
    record Result(Map<String, TestOutcome> outcomes, long seconds) {}

    /** Starts the tests without the agent. */
    static SuiteRun plain(LibrarySuite suite) throws IOException {
        return new SuiteRun(suite, freshDirectory(suite, "plain"), List.of());
    }

    /** Starts the tests with every call of the library suspending. */
    static SuiteRun stressed(LibrarySuite suite) throws IOException {
        var directory = freshDirectory(suite, "stressed");
        return new SuiteRun(
                suite,
                directory,
                List.of("-javaagent:" + ChildJvm.AGENT + "=stress=" + suite.prefix() + ",report="
                        + directory.resolve("report.txt")));
    }

    /** Waits for the end. */
    Result result() throws IOException, InterruptedException {
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException(suite + " did not end in " + MINUTES + " minutes, see " + output());
        }
        if (process.exitValue() != 0) {
            throw new IOException(suite + " ended with exit code " + process.exitValue() + ", see " + output());
        }
        var ended = OutcomeFile.read(outcomes());
        ended.replaceAll((test, outcome) -> outcome.without(directory.toString()));
        return new Result(ended, seconds.join());
    }

    /** What the agent has counted. */
    StressReport report() throws IOException {
        return StressReport.read(directory.resolve("report.txt"));
    }

    private Path output() {
        return directory.resolve("output.txt");
    }

    private Path outcomes() {
        return directory.resolve("outcomes.txt");
    }

    private List<String> command(List<String> agent) throws IOException {
        var command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(agent);
        command.addAll(List.of("-Xmx" + suite.jvm().heap(), "-Dfile.encoding=UTF-8"));
        command.addAll(List.of("-Duser.language=en", "-Duser.country=US", "-Duser.timezone=UTC"));
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")));
        command.addAll(suite.jvm().arguments());
        command.addAll(List.of("-cp", classPath(), SuiteMain.class.getName()));
        command.addAll(List.of(
                suite.tests().toString(), suite.testClasses(), outcomes().toString()));
        return command;
    }

    private String classPath() throws IOException {
        var path = new ArrayList<>(
                List.of(Path.of("target", "test-classes").toAbsolutePath().toString()));
        path.add(suite.tests().toString());
        for (var jars : List.of(suite.libraries(), LibrarySuite.junit())) {
            try (var files = Files.list(jars)) {
                files.sorted().map(Path::toString).forEach(path::add);
            }
        }
        return String.join(File.pathSeparator, path);
    }

    /** Empty but for the tests' data, where the library's own build has them. */
    private static Path freshDirectory(LibrarySuite suite, String run) throws IOException {
        var directory = suite.runDirectory(run);
        if (Files.exists(directory)) {
            delete(directory);
        }
        var resources = Files.createDirectories(directory.resolve("src/test/resources"));
        try (var files = Files.walk(suite.tests())) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                if (!file.toString().endsWith(".class")) {
                    var copy = resources.resolve(suite.tests().relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
        return directory;
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException exception) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
