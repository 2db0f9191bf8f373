package dev.weft.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.Weft;
import dev.weft.agent.transform.AsyncClassTransformer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.build.EntryPoint;
import net.bytebuddy.build.Plugin;
import net.bytebuddy.build.Plugin.Engine.Source;
import net.bytebuddy.build.Plugin.Engine.Target;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.inline.MethodNameTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plugin in the engine that Byte Buddy's plugins for Maven and Gradle run. */
class BuildPluginTest {
    private static final String SOURCE = """
            package app;

            import dev.weft.*;
            import static dev.weft.Weft.*;

            public class Orders {
                static int calls = Integer.getInteger("calls", 0); // a static initialiser, which Byte Buddy writes anew
                @Async public static Coroutine<String> load() { await(yieldNow()); return completed("loaded " + calls); }
                @Async static Later<String> later() { await(yieldNow()); return new Later<>(); }
            }

            class Later<T> extends java.util.concurrent.CompletableFuture<T> { public Later() {} }

            class Unrelated { int calls; }
            """;
    private static final String LOAD = "app/Orders$weft$load";

    private final Map<String, byte[]> files = CompiledSources.compile("app.Orders", SOURCE);

    @ParameterizedTest
    @EnumSource(EntryPoint.Default.class)
    void apply_classThatAwaits_givesTheBytesOfTheAgent(EntryPoint.Default entryPoint) throws IOException {
        var transformed = apply(engine(entryPoint), files, new BuildPlugin());

        var agents = AsyncClassTransformer.create(new RecordingReporter(), null, false)
                .transform(files.get("app/Orders"), new WovenLoader(files, null));
        assertThat(transformed.get("app/Orders")).isEqualTo(agents.hostBytes());
        assertThat(agents.frames()).hasSize(2);
        for (var frame : agents.frames()) {
            assertThat(transformed.get(frame.name())).isEqualTo(frame.bytes());
        }
        assertThat(transformed.get("app/Unrelated")).isEqualTo(files.get("app/Unrelated"));
    }

    @Test
    void apply_manyClassesOfTests_givesTheBytesOfTheAgent() throws Exception {
        var samples = semantics();
        var agent = AsyncClassTransformer.create(new RecordingReporter(), null, false);

        var transformed = apply(engine(EntryPoint.Default.REBASE), samples, new BuildPlugin());

        int woven = 0;
        for (var sample : samples.entrySet()) {
            var agents = agent.transform(sample.getValue(), getClass().getClassLoader());
            var expected = agents == null ? sample.getValue() : agents.hostBytes();
            assertThat(Arrays.equals(transformed.get(sample.getKey()), expected))
                    .as(sample.getKey())
                    .isTrue();
            woven += agents == null ? 0 : 1;
        }
        assertThat(woven).isGreaterThan(10);
    }

    @Test
    void apply_classesThatAreWoven_leavesThem() throws IOException {
        var once = apply(engine(EntryPoint.Default.REBASE), files, new BuildPlugin());

        assertThat(apply(engine(EntryPoint.Default.REBASE), once, new BuildPlugin()))
                .usingRecursiveComparison()
                .isEqualTo(once);
    }

    @Test
    void apply_classThatAnotherVersionWove_failsTheBuildWithItsMessage() throws IOException {
        var woven = apply(engine(EntryPoint.Default.REBASE), files, new BuildPlugin());
        byte[] host = woven.get("app/Orders");
        host[host.length - 1] = 7; // the version ends the last attribute of the class

        assertThatThrownBy(() -> apply(engine(EntryPoint.Default.REBASE), woven, new BuildPlugin()))
                .hasMessageContaining(
                        "WEFT-036 app.Orders: the class was woven by another version of Weft: it was woven for version 7");
    }

    @Test
    void apply_betweenOtherPlugins_keepsWhatTheyChange() throws Exception {
        var transformed = apply(
                engine(EntryPoint.Default.REDEFINE),
                files,
                new CountingPlugin(),
                new BuildPlugin(),
                new FieldPlugin("addedLater"));

        var type = new WovenLoader(transformed, AsyncClassTransformer.create(new RecordingReporter(), null, false))
                .loadClass("app.Orders");
        var load = type.getMethod("load");
        load.setAccessible(true);
        Object loaded = Weft.run((Coroutine<?>) load.invoke(null));
        assertThat(loaded).isEqualTo("loaded 1");
        assertThat(type.getDeclaredField("addedLater").getType()).isEqualTo(int.class);
        assertThat(transformed).containsKey(LOAD);
    }

    @Test
    void apply_refusedMethod_failsTheBuildWithItsMessage() {
        var refused = CompiledSources.compile(
                "app.Bad", "package app; class Bad { @dev.weft.Async native dev.weft.Coroutine<Void> m(); }");

        assertThatThrownBy(() -> apply(engine(EntryPoint.Default.REBASE), refused, new BuildPlugin()))
                .hasMessageContaining("WEFT-008 app.Bad.m (Bad.java): @Async on a native method.");
    }

    @Test
    void apply_methodThatBlocks_failsTheBuildIfTheArgumentSaysSo() throws IOException {
        var sleeper = CompiledSources.compile("app.Sleeper", """
                        package app;
                        class Sleeper {
                            @dev.weft.Async static dev.weft.Coroutine<Void> m() throws InterruptedException {
                                Thread.sleep(1);
                                return dev.weft.Weft.completed();
                            }
                        }
                        """);
        var engine = engine(EntryPoint.Default.REBASE);

        assertThatThrownBy(() -> apply(engine, sleeper, new BuildPlugin("refuse")))
                .hasMessageContaining("WEFT-016 app.Sleeper.m (Sleeper.java:4): a call of Thread.sleep, which blocks");
        assertThat(apply(engine, sleeper, new BuildPlugin("refuse,off;app."))).hasSize(2);
        assertThatThrownBy(() -> new BuildPlugin("no"))
                .hasMessageStartingWith("weft-agent: the argument 'blocking' takes warn, refuse");
    }

    /** As the plugins for Maven and Gradle create it, with the arguments that the build gives. */
    @Test
    void create_withAndWithoutAnArgument_findsTheConstructor() {
        assertThat(new Plugin.Factory.UsingReflection(BuildPlugin.class).make()).isInstanceOf(BuildPlugin.class);
        var wrong = new Plugin.Factory.UsingReflection(BuildPlugin.class)
                .with(new Plugin.Factory.UsingReflection.ArgumentResolver.ForIndex.WithDynamicType(0, "no"));
        assertThatThrownBy(wrong::make).hasStackTraceContaining("the argument 'blocking' takes warn, refuse");
    }

    @Test
    void apply_directory_writesFramesBesideTheirHosts(@TempDir File directory) throws IOException {
        new Plugin.Engine.Default()
                .with(tests())
                .apply(source(files), new Target.ForFolder(directory), new Plugin.Factory.Simple(new BuildPlugin()));

        assertThat(new File(directory, LOAD + ".class")).isFile();
        assertThat(new File(directory, "app/Unrelated.class")).isFile();
    }

    @Test
    void discovery_onTheAgentsClassPath_findsThePlugin() throws IOException {
        assertThat(Plugin.Engine.Default.scan(getClass().getClassLoader()))
                .containsExactly(BuildPlugin.class.getName());
    }

    /** Classes with a few hundred async methods and lambdas, as the compiler wrote them. */
    private static Map<String, byte[]> semantics() throws Exception {
        var root = Path.of(BuildPluginTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var samples = new LinkedHashMap<String, byte[]>();
        try (var found = Files.list(root.resolve("dev/weft/semantics"))) {
            for (var file : found.sorted().toList()) {
                var name = file.getFileName().toString().replace(".class", "");
                if (!name.startsWith("BadInputIT")) { // has what is refused
                    samples.put("dev/weft/semantics/" + name, Files.readAllBytes(file));
                }
            }
        }
        return samples;
    }

    private static Plugin.Engine engine(EntryPoint entryPoint) {
        return Plugin.Engine.Default.of(
                        entryPoint, ClassFileVersion.JAVA_V17, new MethodNameTransformer.Suffixing("original"))
                .with(tests());
    }

    private static ClassFileLocator tests() {
        return ClassFileLocator.ForClassLoader.of(BuildPluginTest.class.getClassLoader());
    }

    private static Map<String, byte[]> apply(Plugin.Engine engine, Map<String, byte[]> files, Plugin... plugins)
            throws IOException {
        var target = new Target.InMemory();
        var factories = new Plugin.Factory[plugins.length];
        for (int i = 0; i < plugins.length; i++) {
            factories[i] = new Plugin.Factory.Simple(plugins[i]);
        }
        engine.apply(source(files), target, factories);
        var transformed = new LinkedHashMap<String, byte[]>();
        target.getStorage()
                .forEach((path, file) -> transformed.put(path.substring(0, path.length() - ".class".length()), file));
        return transformed;
    }

    private static Source source(Map<String, byte[]> files) {
        var storage = new LinkedHashMap<String, byte[]>();
        files.forEach((name, file) -> storage.put(name + ".class", file));
        return new Source.InMemory(storage);
    }

    /** Counts the calls of {@code load}, by code that stands in it. */
    private static final class CountingPlugin implements Plugin {
        @Override
        public boolean matches(TypeDescription type) {
            return type.getSimpleName().equals("Orders");
        }

        @Override
        public DynamicType.Builder<?> apply(
                DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
            return builder.visit(Advice.to(Counting.class).on(named("load")));
        }

        @Override
        public void close() {}
    }

    private static final class Counting {
        @Advice.OnMethodEnter
        @SuppressWarnings("UnusedVariable") // an assignment to the parameter is one to the field
        static void enter(@Advice.FieldValue(value = "calls", readOnly = false) int calls) {
            calls = calls + 1;
        }
    }

    /** Adds a field. */
    private record FieldPlugin(String name) implements Plugin {
        @Override
        public boolean matches(TypeDescription type) {
            return type.getSimpleName().equals("Orders");
        }

        @Override
        public DynamicType.Builder<?> apply(
                DynamicType.Builder<?> builder, TypeDescription type, ClassFileLocator locator) {
            return builder.defineField(name, int.class, Visibility.PUBLIC);
        }

        @Override
        public void close() {}
    }
}
