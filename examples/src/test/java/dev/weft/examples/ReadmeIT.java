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
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** The Java programs of the READMEs: each compiles without a warning, and prints the block below it. */
class ReadmeIT {
    private static final List<String> PAGES = List.of("README.md", "runtime/README.md", "agent/README.md");
    /** What CPython 3.13 prints for asyncio.__all__ and the public members of AbstractEventLoop. */
    private static final String NAMES = "dev/weft/examples/asyncio-names.txt";

    private static final Pattern CLASS = Pattern.compile("^class (\\w+)", Pattern.MULTILINE);
    private static final Pattern XML = Pattern.compile("```xml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Path AGENT = Command.ROOT.resolve("agent/target/weft-agent.jar");
    private static final Pattern PROGRAM = Pattern.compile("```java\\n(.*?)```\\n```text\\n(.*?)```", Pattern.DOTALL);

    /** A program of a README, and the output printed below it. */
    record Program(String name, String source, List<String> output) {
        static Program of(MatchResult blocks) {
            Matcher type = CLASS.matcher(blocks.group(1));
            assertThat(type.find()).as("a class in %s", blocks.group(1)).isTrue();
            return new Program(
                    type.group(1), blocks.group(1), blocks.group(2).lines().toList());
        }

        /** The JVM option that brings the agent, or, for a program that installs it, the one that permits this. */
        String optionOfTheAgent() {
            return source.contains("Weaving.install()") ? "-XX:+EnableDynamicAgentLoading" : Command.AGENT;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Program> programs() throws IOException {
        return PROGRAM.matcher(pages()).results().map(Program::of);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void program_compiledAndRun_printsTheBlockBelowIt(Program program, @TempDir Path directory) throws Exception {
        String classPath = String.join(
                File.pathSeparator,
                Command.ROOT.resolve("runtime/target/weft-runtime.jar").toString(),
                AGENT.toString(),
                jarOf(MDC.class),
                jarOf(LogbackMDCAdapter.class),
                jarOf(PropertyContainer.class),
                directory.toString());
        Path source = Files.writeString(directory.resolve(program.name() + ".java"), program.source());
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-Xlint:all", "-Werror", "-cp", classPath, source.toString());
        assertThat(status).as("exit code of javac").isZero();

        Command.Result result = Command.java(program.optionOfTheAgent(), "-cp", classPath, program.name());

        assertThat(result.out()).isEqualTo(program.output());
        assertThat(result.status()).isZero();
        // The agent reports a refused method when the class is loaded; the program prints the same message.
        assertThat(program.output()).containsAll(result.err());
    }

    private static String jarOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    @Test
    void everyJavaBlock_ofTheReadmes_isFollowedByItsOutput() throws Exception {
        long blocks = Pattern.compile("```java").matcher(pages()).results().count();
        assertThat(programs()).hasSize((int) blocks).hasSizeGreaterThan(1);
    }

    @Test
    void everyXmlBlock_ofTheReadmes_standsInAProjectThatIsBuilt() throws Exception {
        List<String> blocks =
                XML.matcher(pages()).results().map(block -> block.group(1)).toList();
        assertThat(blocks).hasSize(6);
        assertThat(normal(projects()))
                .contains(blocks.stream().map(ReadmeIT::normal).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CHANGELOG.md",
                "runtime/README.md",
                "agent/README.md",
                "benchmarks/README.md",
                "examples/guide/from-asyncio.md"
            })
    void everyLink_ofAPage_leadsToAFileAndAHeadingOfIt(String page) throws Exception {
        Path source = Command.ROOT.resolve(page);
        for (MatchResult link : LINK.matcher(Files.readString(source)).results().toList()) {
            if (link.group(1).startsWith("https:")) {
                continue;
            }
            Path target = link.group(1).isEmpty() ? source : source.resolveSibling(link.group(1));
            assertThat(target).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).contains(link.group(2));
            }
        }
    }

    @Test
    void everyName_ofAsyncio_standsInItsGuide() throws Exception {
        String guide = Files.readString(Command.ROOT.resolve("examples/guide/from-asyncio.md"));
        List<String> names = Files.readAllLines(
                Command.ROOT.resolve("examples/src/test/resources").resolve(NAMES));
        assertThat(names)
                .hasSizeGreaterThan(100)
                .allMatch(name -> Pattern.compile("`[^`]*\\b" + name + "\\b[^`]*`")
                        .matcher(guide)
                        .find());
    }

    @Test
    void tutorialCommand_ofTheReadme_isTheOneThatMainNames() throws Exception {
        assertThat(Files.readString(Command.ROOT.resolve("README.md"))).contains(" && " + Main.COMMAND + "\n");
    }

    /** The anchors of a page's headings, as GitHub derives them. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    /** Removes what depends on the place of a block: indentation, and versions that the build fills in. */
    private static String normal(String xml) {
        return xml.replaceAll("\\s+", "").replaceAll("<version>[^<]*</version>", "<version/>");
    }

    /** The POMs of the ways to weave, projects that the build of the agent builds and runs. */
    private static String projects() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String project : List.of("byte-buddy", "compiler-checks", "executable-jar", "javaagent")) {
            text.append(Files.readString(Command.ROOT.resolve("agent/src/it/" + project + "/pom.xml")));
        }
        return text.toString();
    }

    private static String pages() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String page : PAGES) {
            text.append(Files.readString(Command.ROOT.resolve(page)));
        }
        return text.toString();
    }
}
