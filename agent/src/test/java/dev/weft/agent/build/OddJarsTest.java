package dev.weft.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weaving of jars that the usual tools would not write, and of those that cannot be written. */
class OddJarsTest {
    private static final String SOURCE = """
            package app;

            import dev.weft.*;
            import static dev.weft.Weft.*;

            class Orders {
                @Async static Coroutine<String> load(int id) { await(yieldNow()); return completed("order " + id); }
            }
            """;
    private static final String ORDERS = "app/Orders.class";
    private static final String LOAD = "app/Orders$weft$load.class";
    /** Of the same length: the tests write one and change it to the other, because a jar's writer lets no name occur twice. */
    private static final String OTHER_ORDERS = "app/Orders.clazz";

    private static final String TEXT = "app/notes.text";
    private static final String OTHER_TEXT = "app/notes.tuxt";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] orders;

    @BeforeEach
    void compile() {
        orders = CompiledSources.compile("app.Orders", SOURCE).get("app/Orders");
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void weave_entriesOfOneName_keepsTheLastInThePlaceOfTheFirstAndSaysSo(int method) throws IOException {
        var jar = jar(method, OTHER_TEXT, bytes("first"), ORDERS, orders, TEXT, bytes("the last"));
        rename(jar, OTHER_TEXT, TEXT);

        assertThat(weave(jar)).isZero();

        assertThat(contentOf(jar).keySet()).containsExactly(TEXT, LOAD, ORDERS);
        assertThat(contentOf(jar).get(TEXT)).isEqualTo(bytes("the last"));
        assertThat(told())
                .isEqualTo("weft-agent: weave: app/notes.text occurs more than once."
                        + " The last one is kept, which is the one that the JVM uses.\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.STORED, ZipEntry.DEFLATED})
    void weave_classesOfOneName_weavesTheLast(int method) throws IOException {
        var other = CompiledSources.compile("app.Orders", SOURCE.replace("order ", "another order "))
                .get("app/Orders");
        var alone = jar(method, ORDERS, orders, TEXT, bytes("between"));
        weave(alone);
        var expected = contentOf(alone);
        var jar = jar(method, OTHER_ORDERS, other, TEXT, bytes("between"), ORDERS, orders);
        rename(jar, OTHER_ORDERS, ORDERS);

        assertThat(weave(jar)).isZero();

        assertThat(contentOf(jar)).usingRecursiveComparison().isEqualTo(expected);
        assertThat(told()).startsWith("weft-agent: weave: app/Orders.class occurs more than once.");
    }

    @Test
    void weave_classesOfOneNameAndNothingToWeaveInTheLast_leavesTheJarAlone() throws IOException {
        var jar = jar(ZipEntry.DEFLATED, OTHER_ORDERS, orders, ORDERS, plain());
        rename(jar, OTHER_ORDERS, ORDERS);
        var before = Files.readAllBytes(jar);

        assertThat(weave(jar)).isZero();

        assertThat(Files.readAllBytes(jar)).isEqualTo(before);
        assertThat(told()).isEmpty();
    }

    @Test
    void weave_framesOfAnEarlierBuild_areReplaced() throws IOException {
        var jar = jar(ZipEntry.STORED, LOAD, plain(), ORDERS, orders);

        assertThat(weave(jar)).isZero();

        assertThat(contentOf(jar).keySet()).containsExactly(LOAD, ORDERS);
        assertThat(contentOf(jar).get(LOAD)).isNotEqualTo(plain());
    }

    @Test
    void weave_jarWithACommentAndMoreEntriesThanAnOldOneCanHave_keepsThem() throws IOException {
        var jar = directory.resolve("large.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setComment("a comment");
            for (int i = 0; i <= 0xFFFF; i++) {
                add(zip, ZipEntry.STORED, "d" + i + "/", new byte[0]);
            }
            add(zip, ZipEntry.DEFLATED, ORDERS, orders);
        }

        assertThat(weave(jar)).isZero();

        try (var zip = new ZipFile(jar.toFile())) {
            assertThat(zip.getComment()).isEqualTo("a comment");
            assertThat(zip.size()).isEqualTo(0x10000 + 2);
            assertThat(zip.getEntry("d65535/")).isNotNull();
        }
    }

    @Test
    void weave_damagedEntry_namesItAndLeavesNothingBehind() throws IOException {
        var jar = jar(ZipEntry.DEFLATED, ORDERS, orders, TEXT, bytes("a text that is damaged"));
        damage(jar, TEXT);

        assertThat(weave(jar, "--out", directory.resolve("deep/er/woven.jar").toString()))
                .isEqualTo(1);

        assertThat(told())
                .startsWith("weft-agent: weave: nothing was written: " + TEXT + " in " + jar + " cannot be read: ");
        assertThat(names(directory)).containsExactly("app.jar");
    }

    @Test
    void weave_outputThatCannotBeReplaced_leavesNothingBehind() throws IOException {
        var jar = jar(ZipEntry.DEFLATED, ORDERS, orders);
        var out = Files.writeString(directory.resolve("file"), "a file").resolve("woven.jar");

        assertThat(weave(jar, "--out", out.toString())).isEqualTo(1);

        assertThat(told()).startsWith("weft-agent: weave: nothing was written: ");
        assertThat(names(directory)).containsExactly("app.jar", "file");
    }

    @Test
    void weave_directoryIntoOneThatCannotTakeAFile_leavesNothingBehind() throws IOException {
        var classes = directory.resolve("classes");
        Files.createDirectories(classes.resolve("app"));
        Files.write(classes.resolve(ORDERS), orders);
        Files.writeString(classes.resolve("last.txt"), "text");
        var out = Files.createDirectories(directory.resolve("out"));
        Files.createDirectory(out.resolve("last.txt"));

        assertThat(weave(classes, "--out", out.toString())).isEqualTo(1);

        assertThat(told())
                .isEqualTo("weft-agent: weave: nothing was written: " + out.resolve("last.txt")
                        + " is a directory, where a file has to go\n");
        assertThat(names(out)).containsExactly("last.txt");
    }

    @Test
    void weave_nestedJarThatCannotBeRead_saysSoAndKeepsIt() throws IOException {
        var inner = jar(ZipEntry.DEFLATED, ORDERS, orders);
        damage(inner, ORDERS);
        var broken = Files.readAllBytes(inner);
        var jar = jar(ZipEntry.STORED, ORDERS, orders, "lib/inner.jar", broken);

        assertThat(weave(jar)).isZero();

        assertThat(told()).startsWith("weft-agent: weave: lib/inner.jar cannot be read (");
        assertThat(contentOf(jar).get("lib/inner.jar")).isEqualTo(broken);
    }

    @Test
    void weave_fileThatOnlyLooksLikeASignature_isWoven() throws IOException {
        var jar = jar(ZipEntry.DEFLATED, "META-INF/services/KEY.SF", bytes("text"), ORDERS, orders);

        assertThat(weave(jar)).isZero();

        assertThat(contentOf(jar)).containsKey(LOAD);
    }

    private static byte[] plain() {
        return CompiledSources.compile("app.Orders", "package app; class Orders {}")
                .get("app/Orders");
    }

    private int weave(Path what, String... options) {
        var arguments = new ArrayList<>(List.of(what.toString()));
        arguments.addAll(List.of(options));
        return WeaveCommand.run(
                arguments, new PrintStream(new ByteArrayOutputStream(), true), new PrintStream(err, true));
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    /** Writes a jar of names and contents in turn. */
    private Path jar(int method, Object... namesAndContents) throws IOException {
        var jar = directory.resolve("app.jar");
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                add(zip, method, (String) namesAndContents[i], (byte[]) namesAndContents[i + 1]);
            }
        }
        return jar;
    }

    private static void add(ZipOutputStream zip, int method, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(1_000_000_000_000L);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            var crc = new CRC32();
            crc.update(content);
            entry.setCrc(crc.getValue());
            entry.setSize(content.length);
        }
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private static void rename(Path jar, String from, String to) throws IOException {
        var text = Files.readString(jar, StandardCharsets.ISO_8859_1);
        Files.writeString(jar, text.replace(from, to), StandardCharsets.ISO_8859_1);
    }

    /** Makes the packed content of an entry begin with a block of a kind that there is not. */
    private static void damage(Path jar, String name) throws IOException {
        var content = Files.readAllBytes(jar);
        int start = new String(content, StandardCharsets.ISO_8859_1).indexOf(name) + name.length();
        content[start] = (byte) 0xFF;
        Files.write(jar, content);
    }

    private static Map<String, byte[]> contentOf(Path jar) throws IOException {
        var content = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().toList()) {
                assertThat(content.put(
                                entry.getName(), zip.getInputStream(entry).readAllBytes()))
                        .isNull();
            }
        }
        return content;
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
