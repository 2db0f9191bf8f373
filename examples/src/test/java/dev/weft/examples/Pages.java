package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.spi.PropertyContainer;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.slf4j.MDC;

/** The READMEs and guides, and the blocks of code in them. */
final class Pages {
    /** The folder of the guides. */
    static final Path GUIDES = Command.ROOT.resolve("examples/guide");

    private static final Path AGENT = Command.ROOT.resolve("agent/target/weft-agent.jar");
    private static final Path RUNTIME = Command.ROOT.resolve("runtime/target/weft-runtime.jar");
    private static final Pattern CLASS = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);
    private static final Pattern PROGRAM =
            Pattern.compile("```java\\n((?:(?!```).)*)```\\n```text\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SNIPPET = Pattern.compile("```java\\n([^`]*)```\\n(?!```text)");

    private Pages() {}

    /** Returns the pages with code, as paths relative to the root. */
    static List<String> all() throws IOException {
        Stream<String> readmes = Stream.of("README.md", "runtime/README.md", "agent/README.md", "examples/README.md");
        try (Stream<Path> guides = Files.list(GUIDES)) {
            Stream<String> paths = guides.map(guide -> "examples/guide/" + guide.getFileName());
            return Stream.concat(readmes, paths.sorted()).toList();
        }
    }

    /** Returns the text of all pages with code. */
    static String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String page : all()) {
            text.append(Files.readString(Command.ROOT.resolve(page))).append('\n');
        }
        return text.toString();
    }

    /** Returns the Java blocks that are followed by their output. */
    static List<Program> programsOf(String text) {
        return PROGRAM.matcher(text).results().map(Program::of).toList();
    }

    /** Returns the Java blocks that are not followed by any output. */
    static List<String> snippetsOf(String text) {
        return SNIPPET.matcher(text).results().map(block -> block.group(1)).toList();
    }

    /** Returns the blocks of a language. */
    static List<String> blocksOf(String language, String text) {
        return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** A program of a page, and the output printed below it. */
    record Program(String name, String source, List<String> output) {
        private static Program of(MatchResult blocks) {
            Matcher type = CLASS.matcher(blocks.group(1));
            assertThat(type.find()).as("a class in %s", blocks.group(1)).isTrue();
            return new Program(
                    type.group(1), blocks.group(1), blocks.group(2).lines().toList());
        }

        /** The JVM option that brings the agent, or, for a program that installs it, the one that permits this. */
        String optionOfTheAgent() {
            return source.contains("Weaving.install()") ? "-XX:+EnableDynamicAgentLoading" : Command.AGENT;
        }

        /** Tells whether the program waits for a signal. */
        boolean awaitsASignal() {
            return source.contains("addSignalHandler(");
        }

        /** Compiles the program without a warning, and returns the class path on which it runs. */
        String compile(Path directory) throws IOException, URISyntaxException {
            String classPath = String.join(
                    File.pathSeparator,
                    RUNTIME.toString(),
                    AGENT.toString(),
                    jarOf(MDC.class),
                    jarOf(LogbackMDCAdapter.class),
                    jarOf(PropertyContainer.class),
                    directory.toString());
            Path file = Files.writeString(directory.resolve(name + ".java"), source);
            int status = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, "-g", "-Xlint:all", "-Werror", "-cp", classPath, file.toString());
            assertThat(status).as("exit code of javac").isZero();
            return classPath;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static String jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
