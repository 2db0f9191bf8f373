package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Woven classes under class loaders of all kinds, and under agents that change classes again. */
class AgentLoadersIT {
    private static final String HOST = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            public class Host {
                @Async static Coroutine<String> greet(int n) { await(yieldNow()); return completed("first " + n); }
                public static String go() { return run(greet(1)); }
            }
            """;

    private static final String LOADING_MAIN = """
            import java.net.*;
            import java.nio.file.*;

            class Main {
                public static void main(String[] a) throws Exception {
                    var host = Path.of(System.getProperty("host"));
                    var runtime = Path.of(System.getProperty("runtime")).toUri().toURL();
                    ClassLoader loader = switch (System.getProperty("loader")) {
                        case "isolated" -> new URLClassLoader(new URL[] {host.toUri().toURL(), runtime}, null);
                        case "blind" -> new URLClassLoader(new URL[] {host.toUri().toURL()}, null);
                        default -> new Odd(host);
                    };
                    try {
                        System.out.println(loader.loadClass("Host").getMethod("go").invoke(null));
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        System.out.println(e.getCause());
                    }
                }

                /** Not parallel, knows one class, and is asked in vain for any other that belongs to it. */
                static class Odd extends ClassLoader {
                    private final Path host;
                    Odd(Path host) { this.host = host; }
                    @Override public Class<?> loadClass(String name) throws ClassNotFoundException {
                        if (!name.startsWith("Host")) { return super.loadClass(name); }
                        if (!name.equals("Host")) { throw new ClassNotFoundException(name); }
                        try {
                            byte[] file = Files.readAllBytes(host.resolve("Host.class"));
                            return defineClass(name, file, 0, file.length);
                        } catch (java.io.IOException e) {
                            throw new ClassNotFoundException(name, e);
                        }
                    }
                }
            }
            """;

    private static final String REDEFINING_MAIN = """
            import java.lang.instrument.*;
            import java.nio.file.*;

            public class Main {
                private static Instrumentation instrumentation;
                public static void premain(String options, Instrumentation given) { instrumentation = given; }
                public static void main(String[] a) throws Exception {
                    var host = Class.forName("Host");
                    System.out.println(host.getMethod("go").invoke(null));
                    instrumentation.retransformClasses(host);
                    System.out.println(host.getMethod("go").invoke(null));
                    for (var version : new String[] {"second", "third"}) {
                        var file = Files.readAllBytes(Path.of(System.getProperty("versions"), version, "Host.class"));
                        try {
                            instrumentation.redefineClasses(new ClassDefinition(host, file));
                        } catch (UnsupportedOperationException e) {
                            System.out.println("refused by the JVM");
                        }
                        System.out.println(host.getMethod("go").invoke(null));
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void load_hostAndRuntimeInALoaderOfTheirOwn_runs() throws Exception {
        assertThat(runWithLoader("isolated").output()).isEqualTo("first 1\n");
    }

    @Test
    void load_hostInALoaderThatNeverFindsItsFrames_runs() throws Exception {
        assertThat(runWithLoader("odd").output()).isEqualTo("first 1\n");
    }

    @Test
    void load_hostInALoaderThatDoesNotSeeTheRuntime_saysSo() throws Exception {
        assertThat(runWithLoader("blind").output())
                .startsWith(
                        "WEFT-034 Host.greet (Host.java:5): the class that keeps its suspended state cannot be defined: "
                                + "java.lang.NoClassDefFoundError: dev/weft/abi/Frame.");
    }

    @Test
    void redefine_wovenClass_worksUnlessItsFramesChange() throws Exception {
        var child = new ChildJvm(directory);
        var second = HOST.replace("first", "second");
        var third = HOST.replace("await(yieldNow());", "String more = \"x\"; await(yieldNow());")
                .replace(" + n)", " + more)");
        child.write("second", CompiledSources.compile("Host", second));
        child.write("third", CompiledSources.compile("Host", third));
        var classes = CompiledSources.compile("Host", HOST);
        var main = CompiledSources.compile("Main", REDEFINING_MAIN);
        classes.putAll(main);
        var run = child.run(
                ChildJvm.AGENT.toString(), List.of("-javaagent:" + agentJar(main), "-Dversions=" + directory), classes);
        assertThat(run.output().lines().filter(line -> !line.startsWith("WEFT-035 Host: ")))
                .containsExactly("first 1", "first 1", "second 1", "refused by the JVM", "second 1");
        assertThat(run.output()).contains("WEFT-035 Host: the class cannot be redefined while the JVM runs: ");
    }

    private ChildJvm.Run runWithLoader(String loader) throws Exception {
        var child = new ChildJvm(directory);
        var host = child.write("host", CompiledSources.compile("Host", HOST));
        return child.run(
                ChildJvm.AGENT.toString(),
                List.of("-Dhost=" + host, "-Druntime=" + ChildJvm.runtime(), "-Dloader=" + loader),
                CompiledSources.compile("Main", LOADING_MAIN));
    }

    private Path agentJar(Map<String, byte[]> classes) throws Exception {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (var name : List.of("Can-Retransform-Classes", "Can-Redefine-Classes")) {
            manifest.getMainAttributes().putValue(name, "true");
        }
        manifest.getMainAttributes().putValue("Premain-Class", "Main");
        var jar = directory.resolve("redefining-agent.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (var entry : classes.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey() + ".class"));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return jar;
    }
}
