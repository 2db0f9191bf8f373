package dev.weft.agent.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

class WeaveCommandTest {
    private static final String SOURCE = """
            package app;

            import dev.weft.*;
            import java.util.concurrent.CompletableFuture;
            import static dev.weft.Weft.*;

            class Orders {
                @Async static Coroutine<String> load(int id) { await(yieldNow()); return completed("order " + id); }
                @Async static Promise<String> loadLater(int id) { await(yieldNow()); return new Promise<>(); }
            }

            class Promise<T> extends CompletableFuture<T> { public Promise() {} }

            class Plain {}
            """;
    private static final String REFUSED = """
            package app;

            class Bad { @dev.weft.Async synchronized dev.weft.Coroutine<Void> m() { return null; } }
            """;
    private static final String SLEEPER = """
            package app;

            class Sleeper {
                @dev.weft.Async static dev.weft.Coroutine<Void> m() throws InterruptedException {
                    Thread.sleep(1);
                    return dev.weft.Weft.completed();
                }
            }
            """;
    private static final String LOAD = "app/Orders$weft$load.class";
    private static final String LOAD_LATER = "app/Orders$weft$loadLater.class";
    private static final FileTime TIME = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        classes = directory.resolve("classes");
        files.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\nMain-Class: app.Main\n"));
        files.put("app/messages.properties", bytes("hello=Hello"));
        CompiledSources.compile("app.Orders", SOURCE).forEach((name, file) -> files.put(name + ".class", file));
        write(classes, files);
    }

    @Test
    void weave_directory_replacesWhatAwaitsAndKeepsTheRest() throws IOException {
        assertThat(weave(classes)).isZero();

        var after = filesOf(classes);
        assertThat(after).hasSize(files.size() + 2).containsKeys(LOAD, LOAD_LATER);
        assertThat(after.get("app/Orders.class")).isNotEqualTo(files.get("app/Orders.class"));
        assertThat(after.get("app/Plain.class")).isEqualTo(files.get("app/Plain.class"));
        assertThat(Files.getLastModifiedTime(classes.resolve("app/Orders.class")))
                .isEqualTo(TIME);
        assertThat(Files.getLastModifiedTime(classes.resolve(LOAD))).isEqualTo(TIME);
        assertThat(printed())
                .isEqualTo("woven app.Orders: 2 methods\nweft-agent: " + classes
                        + ": 1 class woven, with 2 methods; 0 already woven; 0 refused\n");
    }

    @Test
    void weave_directoryAgain_changesNothing() throws IOException {
        weave(classes);
        var once = filesOf(classes);
        out.reset();

        assertThat(weave(classes)).isZero();

        assertThat(filesOf(classes)).usingRecursiveComparison().isEqualTo(once);
        assertThat(printed()).endsWith(": 0 classes woven, with 0 methods; 1 already woven; 0 refused\n");
    }

    @Test
    void weave_directoryToAnother_givesACompleteWovenCopy() throws IOException {
        var copy = directory.resolve("new/woven");

        assertThat(weave(classes, "--out", copy.toString())).isZero();

        assertThat(filesOf(classes)).usingRecursiveComparison().isEqualTo(new TreeMap<>(files));
        weave(classes);
        assertThat(filesOf(copy)).usingRecursiveComparison().isEqualTo(filesOf(classes));
    }

    @Test
    void weave_directoryIntoItself_isRefused() throws IOException {
        assertThat(weave(classes, "--out", classes.resolve("woven").toString())).isEqualTo(1);

        assertThat(told()).contains("overlap: one contains the other");
        assertThat(filesOf(classes)).usingRecursiveComparison().isEqualTo(new TreeMap<>(files));
    }

    @Test
    void weave_jar_keepsEntriesAndTheirOrder() throws IOException {
        var jar = jar("app.jar", files, ZipEntry.DEFLATED);

        assertThat(weave(jar)).isZero();

        try (var zip = new ZipFile(jar.toFile())) {
            var expected = new ArrayList<>(files.keySet());
            expected.addAll(expected.indexOf("app/Orders.class"), List.of(LOAD, LOAD_LATER));
            assertThat(zip.stream().map(ZipEntry::getName)).containsExactlyElementsOf(expected);
            assertThat(zip.stream().map(ZipEntry::getTimeLocal).distinct()).hasSize(1);
        }
        weave(classes);
        assertThat(contentOf(jar)).usingRecursiveComparison().isEqualTo(filesOf(classes));
    }

    @Test
    void weave_sameJarTwice_givesTheSameBytes() throws IOException {
        var jar = jar("app.jar", files, ZipEntry.DEFLATED);
        weave(jar, "--out", directory.resolve("first.jar").toString());
        weave(jar, "--out", directory.resolve("second.jar").toString());

        var first = Files.readAllBytes(directory.resolve("first.jar"));
        assertThat(Files.readAllBytes(directory.resolve("second.jar"))).isEqualTo(first);
        assertThat(weave(directory.resolve("first.jar"))).isZero();
        assertThat(Files.readAllBytes(directory.resolve("first.jar"))).isEqualTo(first);
    }

    @Test
    void weave_jarWithAStoredEntry_leavesItStored() throws IOException {
        var jar = jar("app.jar", files, ZipEntry.STORED);

        assertThat(weave(jar)).isZero();

        try (var zip = new ZipFile(jar.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getMethod)).containsOnly(ZipEntry.STORED);
        }
    }

    @Test
    void weave_multiReleaseJar_weavesEachVersionInItsPlace() throws IOException {
        var versions = new LinkedHashMap<>(files);
        versions.put("META-INF/versions/21/app/Orders.class", files.get("app/Orders.class"));
        var jar = jar("app.jar", versions, ZipEntry.DEFLATED);

        assertThat(weave(jar)).isZero();

        var woven = contentOf(jar);
        assertThat(woven).containsKeys(LOAD, "META-INF/versions/21/" + LOAD, "META-INF/versions/21/" + LOAD_LATER);
        assertThat(woven.get("META-INF/versions/21/app/Orders.class")).isEqualTo(woven.get("app/Orders.class"));
    }

    @Test
    void weave_packedApplication_weavesItsClassesAndTellsOfJarsInIt() throws IOException {
        var library = jar("library.jar", files, ZipEntry.DEFLATED);
        var packed = new LinkedHashMap<String, byte[]>();
        files.forEach((path, file) -> packed.put("BOOT-INF/classes/" + path, file));
        packed.put("BOOT-INF/lib/library.jar", Files.readAllBytes(library));
        var jar = jar("app.jar", packed, ZipEntry.STORED);

        assertThat(weave(jar)).isZero();

        assertThat(contentOf(jar)).containsKeys("BOOT-INF/classes/" + LOAD, "BOOT-INF/classes/" + LOAD_LATER);
        assertThat(contentOf(jar).get("BOOT-INF/lib/library.jar")).isEqualTo(Files.readAllBytes(library));
        assertThat(told()).startsWith("weft-agent: weave: BOOT-INF/lib/library.jar contains classes that await");
    }

    @Test
    void weave_methodThatBlocks_isReportedRefusedOrLeftAsTheOptionSays() throws IOException {
        var told = "WEFT-016 app.Sleeper.m (Sleeper.java:5): a call of Thread.sleep, ";
        CompiledSources.compile("app.Sleeper", SLEEPER).forEach((name, file) -> files.put(name + ".class", file));
        write(classes, files);

        assertThat(weave(classes, "--blocking", "refuse")).isEqualTo(1);
        assertThat(told()).startsWith(told).contains("is unchanged: 1 refused or unreadable");
        assertThat(filesOf(classes)).usingRecursiveComparison().isEqualTo(new TreeMap<>(files));

        err.reset();
        assertThat(weave(classes, "--blocking", "refuse", "--blocking", "off;app.", "--out", directory + "/silent"))
                .isZero();
        assertThat(told()).isEmpty();

        assertThat(weave(classes)).isZero();
        assertThat(told()).startsWith(told).hasLineCount(1);
        assertThat(filesOf(classes)).usingRecursiveComparison().isEqualTo(filesOf(directory.resolve("silent")));
    }

    @Test
    void weave_signedJar_isRefusedAndKept() throws IOException {
        files.put("META-INF/KEY.SF", bytes("Signature-Version: 1.0"));
        var jar = jar("app.jar", files, ZipEntry.DEFLATED);
        var before = Files.readAllBytes(jar);

        assertThat(weave(jar)).isEqualTo(1);

        assertThat(told()).contains("is signed (META-INF/KEY.SF)", "Weave it first");
        assertThat(Files.readAllBytes(jar)).isEqualTo(before);
    }

    @Test
    void weave_jarBehindAScript_isRefusedAndKept() throws IOException {
        var plain = jar("app.jar", files, ZipEntry.DEFLATED);
        var script = new ByteArrayOutputStream();
        script.write(bytes("#!/bin/sh\nexec java -jar $0\n"));
        Files.copy(plain, script);
        var jar = Files.write(directory.resolve("executable.jar"), script.toByteArray());

        assertThat(weave(jar)).isEqualTo(1);

        assertThat(told()).contains("does not start like a jar");
        assertThat(Files.readAllBytes(jar)).isEqualTo(script.toByteArray());
    }

    @Test
    void weave_superclassOnTheClassPath_isFoundThere() throws IOException {
        var library =
                jar("library.jar", Map.of("app/Promise.class", files.get("app/Promise.class")), ZipEntry.DEFLATED);
        Files.delete(classes.resolve("app/Promise.class"));

        assertThat(weave(classes)).isEqualTo(1);
        assertThat(told()).startsWith("WEFT-007 app.Orders.loadLater (Orders.java:9): ");
        assertThat(weave(classes, "--class-path", library.toString())).isZero();
        assertThat(filesOf(classes)).containsKeys(LOAD, LOAD_LATER);
    }

    @Test
    void weave_callingMethods_awaitsNoBodyDirectly() throws IOException {
        var caller = CompiledSources.compile("app.Caller", """
                package app;

                import dev.weft.*;
                import static dev.weft.Weft.*;

                class Caller {
                    @Async static Coroutine<Integer> one() { await(yieldNow()); return completed(1); }
                    @Async static Coroutine<Integer> two() { return completed(await(one()) + 1); }
                }
                """).get("app/Caller");
        files.put("app/Caller.class", caller);
        write(classes, files);
        var direct = directory.resolve("direct");

        assertThat(weave(classes, "--out", direct.toString())).isZero();
        assertThat(weave(classes, "--call-methods")).isZero();

        assertThat(callsOf("one", filesOf(direct))).containsExactly("one$weft$start");
        assertThat(callsOf("one", filesOf(classes))).containsExactly("one");
    }

    /** The methods with names that begin so, of those that the body of {@code Caller.two} calls. */
    private static List<String> callsOf(String beginning, Map<String, byte[]> woven) {
        var type = new ClassNode();
        new ClassReader(woven.get("app/Caller.class")).accept(type, 0);
        return type.methods.stream()
                .filter(method -> method.name.equals("two$weft$start"))
                .flatMap(method -> Arrays.stream(method.instructions.toArray()))
                .filter(MethodInsnNode.class::isInstance)
                .map(call -> ((MethodInsnNode) call).name)
                .filter(name -> name.startsWith(beginning))
                .toList();
    }

    @Test
    void weave_refusedMethod_writesNothingAndSaysWhichAndHow() throws IOException {
        addRefused();
        var before = filesOf(classes);

        assertThat(weave(classes)).isEqualTo(1);

        assertThat(filesOf(classes)).usingRecursiveComparison().isEqualTo(before);
        assertThat(told())
                .startsWith("WEFT-003 app.Bad.m (Orders.java:3): @Async on a synchronized method.")
                .endsWith("weft-agent: weave: " + classes + " is unchanged: 1 refused or unreadable, see above."
                        + " To write it anyway, with methods that throw, add --accept-refused.\n");
    }

    @Test
    void weave_refusedMethodThatIsAccepted_writesAll() throws IOException {
        addRefused();

        assertThat(weave(classes, "--accept-refused")).isZero();

        assertThat(filesOf(classes)).containsKey(LOAD);
        assertThat(told()).startsWith("WEFT-003 app.Bad.m");
        assertThat(printed()).endsWith(": 2 classes woven, with 2 methods; 0 already woven; 1 refused\n");
    }

    @Test
    void weave_classThatAnotherVersionWove_writesNothingAndSaysSo() throws IOException {
        weave(classes);
        byte[] host = Files.readAllBytes(classes.resolve("app/Orders.class"));
        host[host.length - 1] = 7; // the version ends the last attribute of the class
        Files.write(classes.resolve("app/Orders.class"), host);

        assertThat(weave(classes)).isEqualTo(1);

        assertThat(told())
                .startsWith(
                        "WEFT-036 app.Orders: the class was woven by another version of Weft: it was woven for version 7");
    }

    @Test
    void weave_brokenClassFile_writesNothing() throws IOException {
        Files.write(classes.resolve("app/Broken.class"), bytes("no class file"));

        assertThat(weave(classes, "--accept-refused")).isEqualTo(1);

        assertThat(told()).startsWith("WEFT-031 app.Broken: the class file cannot be read: ");
        assertThat(filesOf(classes)).doesNotContainKey(LOAD);
    }

    @Test
    void weave_fileThatIsNoJar_saysSo() throws IOException {
        var text = Files.writeString(directory.resolve("notes.txt"), "no jar");

        assertThat(weave(text)).isEqualTo(1);

        assertThat(told())
                .startsWith("weft-agent: weave: nothing was written: " + text + " is neither a directory nor");
    }

    @Test
    void weave_nothingThere_saysSo() {
        var missing = directory.resolve("missing");

        assertThat(weave(missing)).isEqualTo(1);

        assertThat(told())
                .isEqualTo("weft-agent: weave: nothing was written: no such file or directory: " + missing + "\n");
    }

    @Test
    void weave_classPathThatIsNotThere_saysSo() {
        assertThat(weave(classes, "-cp", "missing.jar")).isEqualTo(1);
        assertThat(told()).endsWith("--class-path names missing.jar, which does not exist\n");
    }

    @Test
    void weave_wrongArguments_saysHowItIsCalled() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("a", "b")).isEqualTo(2);
        assertThat(run("a", "--out")).isEqualTo(2);
        assertThat(run("a", "--fast")).isEqualTo(2);
        assertThat(told())
                .contains(
                        "no directory or jar is given\nusage: java -jar weft-agent.jar weave DIR|JAR",
                        "only one directory or jar can be given: 'b' is a second one",
                        "option '--out' needs a value",
                        "unknown option '--fast'");
    }

    @Test
    void weave_help_isPrinted() {
        assertThat(run("--help")).isZero();
        assertThat(printed()).startsWith("usage: ");
    }

    private void addRefused() throws IOException {
        CompiledSources.compile("app.Orders", REFUSED).forEach((name, file) -> files.put(name + ".class", file));
        write(classes, files);
    }

    private int weave(Path what, String... options) {
        var arguments = new ArrayList<>(List.of(what.toString()));
        arguments.addAll(List.of(options));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return WeaveCommand.run(List.of(arguments), new PrintStream(out, true), new PrintStream(err, true));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private String told() {
        return err.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    private Path jar(String name, Map<String, byte[]> entries, int method) throws IOException {
        var jar = directory.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (var file : entries.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                entry.setTime(TIME.toMillis());
                entry.setMethod(method);
                entry.setSize(file.getValue().length);
                var crc = new CRC32();
                crc.update(file.getValue());
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        }
        return jar;
    }

    private static Map<String, byte[]> contentOf(Path jar) throws IOException {
        var content = new TreeMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().toList()) {
                content.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return content;
    }

    private static void write(Path root, Map<String, byte[]> files) throws IOException {
        for (var file : files.entrySet()) {
            var path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.setLastModifiedTime(Files.write(path, file.getValue()), TIME);
        }
    }

    private static Map<String, byte[]> filesOf(Path root) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var found = Files.walk(root)) {
            for (var file : found.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return files;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
