package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The READMEs and guides: every block of code in them stands in something that the build compiles or runs; no link is dead. */
class PagesIT {
    /** What CPython 3.13 prints for asyncio.__all__ and the public members of AbstractEventLoop. */
    private static final String NAMES = "dev/weft/examples/asyncio-names.txt";

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\(");
    private static final Pattern LANGUAGE = Pattern.compile("^```(\\w+)$", Pattern.MULTILINE);

    static Stream<String> pages() throws IOException {
        return Stream.concat(Pages.all().stream(), Stream.of("CHANGELOG.md", "benchmarks/README.md"));
    }

    @Test
    void everyJavaBlock_isAProgramOrStandsInASourceThatIsCompiledAndRun() throws Exception {
        String text = Pages.text();
        List<String> snippets = Pages.snippetsOf(text);
        assertThat(Pages.programsOf(text).size() + snippets.size())
                .isEqualTo(Pages.blocksOf("java", text).size());
        String sources = withoutSpace(sources("examples/src/test/java") + sources("agent/src/it"));
        assertThat(snippets).hasSizeGreaterThan(10).allMatch(snippet -> sources.contains(withoutSpace(snippet)));
    }

    @Test
    void everyXmlBlock_standsInAProjectThatIsBuilt() throws Exception {
        List<String> blocks = Pages.blocksOf("xml", Pages.text());
        assertThat(blocks).hasSizeGreaterThan(5);
        String projects = withoutVersions(projects());
        assertThat(blocks).allMatch(block -> projects.contains(withoutVersions(block)));
    }

    /** Groovy stands for Gradle, which the pages say is not tested; ContainerIT runs the Dockerfile's command. */
    @Test
    void everyBlock_isInALanguageThatIsTested() throws Exception {
        Set<String> languages = Set.of("java", "text", "xml", "groovy", "dockerfile");
        assertThat(LANGUAGE.matcher(Pages.text()).results().map(block -> block.group(1)))
                .isSubsetOf(languages);
    }

    @ParameterizedTest
    @MethodSource("pages")
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
    void everyGuide_isLinkedFromTheFirstPageAndFromThatOfTheExamples() throws Exception {
        String first = Files.readString(Command.ROOT.resolve("README.md"));
        String examples = Files.readString(Command.ROOT.resolve("examples/README.md"));
        try (Stream<Path> guides = Files.list(Pages.GUIDES)) {
            assertThat(guides.map(guide -> guide.getFileName().toString()))
                    .allMatch(guide -> first.contains("(examples/guide/" + guide))
                    .allMatch(guide -> examples.contains("(guide/" + guide));
        }
    }

    @Test
    void everyLesson_standsInTheListOfTheExamples() throws Exception {
        String page = Files.readString(Command.ROOT.resolve("examples/README.md"));
        assertThat(Stream.concat(Lesson.TUTORIAL.stream(), Lesson.MORE.stream()))
                .allMatch(lesson -> page.contains("| [`" + lesson.name() + "`](src/main/java/dev/weft/examples/"
                        + lesson.name() + ".java) | " + lesson.teaches() + " |"));
    }

    @Test
    void everyName_ofAsyncio_standsInItsGuide() throws Exception {
        String guide = Files.readString(Pages.GUIDES.resolve("from-asyncio.md"));
        List<String> names = Files.readAllLines(
                Command.ROOT.resolve("examples/src/test/resources").resolve(NAMES));
        assertThat(names)
                .hasSizeGreaterThan(100)
                .allMatch(name -> Pattern.compile("`[^`]*\\b" + name + "\\b[^`]*`")
                        .matcher(guide)
                        .find());
    }

    @Test
    void everyCall_thatTheGuideForAsyncioNames_existsInTheRuntime() throws Exception {
        String runtime = sources("runtime/src/main/java/dev/weft");
        List<String> calls = Files.readAllLines(Pages.GUIDES.resolve("from-asyncio.md")).stream()
                .filter(line -> line.startsWith("| ") && line.split("\\|", -1).length == 4)
                .flatMap(row -> CODE.matcher(row.split("\\|", -1)[2]).results().map(code -> code.group(1)))
                .filter(code -> !code.contains("{"))
                .flatMap(code -> CALL.matcher(code).results().map(call -> call.group(1)))
                .toList();
        assertThat(calls).hasSizeGreaterThan(100).allMatch(call -> runtime.contains(call + "("));
    }

    @Test
    void tutorialCommand_ofThePages_isTheOneThatMainNames() throws Exception {
        for (String page : List.of("README.md", "examples/README.md")) {
            assertThat(Files.readString(Command.ROOT.resolve(page))).contains(" && " + Main.COMMAND + "\n");
        }
    }

    /** The anchors of a page's headings, as GitHub derives them. */
    private static List<String> anchors(Path page) throws IOException {
        return HEADING.matcher(Files.readString(page))
                .results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }

    /** Removes what depends on the place of a block: indentation, and versions that the build fills in. */
    private static String withoutVersions(String xml) {
        return withoutSpace(xml).replaceAll("<version>[^<]*</version>", "<version/>");
    }

    /** The POMs of the ways to weave, projects that the build of the agent builds and runs. */
    private static String projects() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String project : List.of("byte-buddy", "compiler-checks", "executable-jar", "javaagent", "weft-test")) {
            text.append(Files.readString(Command.ROOT.resolve("agent/src/it/" + project + "/pom.xml")));
        }
        return text.toString();
    }

    private static String sources(String folder) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.walk(Command.ROOT.resolve(folder))) {
            for (Path file :
                    (Iterable<Path>) files.filter(path -> path.toString().endsWith(".java"))::iterator) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
