package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import dev.weft.agent.ClassJar;
import dev.weft.agent.CompiledSources;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Woven classes in modules: on the module path of the command line, and in layers that a program makes. */
class ModulesIT {
    private static final String MAIN = """
            package app;

            import static dev.weft.Weft.*;
            import dev.weft.*;

            public class Main {
                @Async static Coroutine<String> greet() { await(yieldNow()); return completed("hello"); }
                public static String call() { return run(greet()) + " from " + Main.class.getModule(); }
                public static void main(String[] a) { System.out.println(call()); }
            }
            """;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"'requires dev.weft;'", "'requires dev.weft; opens app;'"})
    void run_namedModuleOnTheModulePath_runs(String directives) throws Exception {
        var module = compileModule(directives);
        assertThat(run("-p", ChildJvm.runtime() + File.pathSeparator + module, "-m", "app/app.Main"))
                .isEqualTo("hello from module app\n");
    }

    @Test
    void run_automaticModule_runs() throws Exception {
        var jar = ClassJar.write(
                directory.resolve("app.jar"),
                Map.of("Automatic-Module-Name", "app"),
                Map.of("app/Main", CompiledSources.compile("app.Main", MAIN).get("app/Main")));
        assertThat(run(
                        "-p",
                        ChildJvm.runtime() + File.pathSeparator + jar,
                        "--add-modules",
                        "dev.weft",
                        "-m",
                        "app/app.Main"))
                .isEqualTo("hello from module app\n");
    }

    /** Such a module does not read the runtime by itself; the JVM lets what an agent changed read the class path. */
    @Test
    void run_moduleWithTheRuntimeOnTheClassPath_runs() throws Exception {
        var module = compileModule("requires static dev.weft;");
        assertThat(run("-cp", ChildJvm.runtime(), "-p", module.toString(), "-m", "app/app.Main"))
                .isEqualTo("hello from module app\n");
    }

    @Test
    void load_moduleInALayerOfItsOwn_runs() throws Exception {
        var module = compileModule("requires dev.weft; exports app;");
        var finder = ModuleFinder.of(module, Path.of(ChildJvm.runtime()));
        var layer = layer(ModuleLayer.boot(), finder);
        assertThat(call(layer)).isEqualTo("hello from module app");
    }

    @Test
    void load_moduleInALayerAboveThatOfTheRuntime_runs() throws Exception {
        var module = compileModule("requires dev.weft; exports app;");
        var below = ModuleLayer.boot()
                .defineModulesWithOneLoader(
                        ModuleLayer.boot()
                                .configuration()
                                .resolve(
                                        ModuleFinder.of(Path.of(ChildJvm.runtime())),
                                        ModuleFinder.of(),
                                        Set.of("dev.weft")),
                        ModulesIT.class.getClassLoader());
        assertThat(call(layer(below, ModuleFinder.of(module)))).isEqualTo("hello from module app");
    }

    private static ModuleLayer layer(ModuleLayer parent, ModuleFinder finder) {
        Configuration configuration = parent.configuration().resolve(finder, ModuleFinder.of(), Set.of("app"));
        return parent.defineModulesWithOneLoader(configuration, ModulesIT.class.getClassLoader());
    }

    private static Object call(ModuleLayer layer) throws ReflectiveOperationException {
        return layer.findLoader("app").loadClass("app.Main").getMethod("call").invoke(null);
    }

    private Path compileModule(String directives) throws Exception {
        var sources = Files.createDirectories(directory.resolve("sources/app"));
        Files.writeString(sources.resolve("Main.java"), MAIN);
        Files.writeString(sources.resolveSibling("module-info.java"), "module app { " + directives + " }");
        var output = directory.resolve("module");
        var said = new StringWriter();
        int exitCode = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "-p",
                        ChildJvm.runtime(),
                        "-d",
                        output.toString(),
                        sources.resolve("Main.java").toString(),
                        sources.resolveSibling("module-info.java").toString());
        assertThat(exitCode).as(said::toString).isZero();
        return output;
    }

    private String run(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("-javaagent:" + ChildJvm.AGENT));
        all.addAll(List.of(arguments));
        return new ChildJvm(directory).start(all).output();
    }
}
