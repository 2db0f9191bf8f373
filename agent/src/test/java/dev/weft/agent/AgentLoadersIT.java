package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Woven classes under class loaders of all kinds. */
class AgentLoadersIT {
    private static final String HOST = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            public class Host {
                @Async static Coroutine<String> greet(int n) { await(yieldNow()); return completed("first " + n); }
                public static String go() { return run(greet(1)); }
            }
            """;

    /** With a method of each kind that is refused without the runtime, and one that does not need it. */
    private static final String MIXED_HOST = """
            import dev.weft.*;
            import static dev.weft.Weft.*;
            import java.util.concurrent.CompletableFuture;

            public class Host {
                @Async static Coroutine<String> greet(int n) { await(yieldNow()); return completed("first " + n); }
                @Async CompletableFuture<String> stage(CompletableFuture<String> f) {
                    return CompletableFuture.completedFuture(await(f));
                }
                static void unmarked() { await(yieldNow()); }
                public static String go() {
                    return new Host().getClass().getDeclaredConstructors().length + " constructor";
                }
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
                        case "odd" -> new Odd(host, true);
                        default -> new Odd(host, false);
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
                    private final boolean named;
                    Odd(Path host, boolean named) { this.host = host; this.named = named; }
                    @Override public Class<?> loadClass(String name) throws ClassNotFoundException {
                        if (!name.startsWith("Host")) { return super.loadClass(name); }
                        if (!name.equals("Host")) { throw new ClassNotFoundException(name); }
                        try {
                            byte[] file = Files.readAllBytes(host.resolve("Host.class"));
                            return defineClass(named ? name : null, file, 0, file.length);
                        } catch (java.io.IOException e) {
                            throw new ClassNotFoundException(name, e);
                        }
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
    void load_hostDefinedWithoutAName_runs() throws Exception {
        assertThat(runWithLoader("nameless").output()).isEqualTo("first 1\n");
    }

    @Test
    void load_hostInALoaderThatDoesNotSeeTheRuntime_saysSo() throws Exception {
        assertThat(runWithLoader("blind").output())
                .startsWith(
                        "WEFT-034 Host.greet (Host.java:5): the frame class of this method, which holds its state while it is suspended,"
                                + " cannot be defined: "
                                + "java.lang.NoClassDefFoundError: dev/weft/abi/Frame.");
    }

    @Test
    void load_hostInALoaderThatDoesNotSeeTheRuntime_leavesTheRestOfItInOrder() throws Exception {
        assertThat(runWithLoader("blind", MIXED_HOST).output())
                .contains("WEFT-034 Host.greet", "WEFT-034 Host.stage", "WEFT-001 Host.unmarked")
                .endsWith("\n1 constructor\n");
    }

    private ChildJvm.Run runWithLoader(String loader) throws Exception {
        return runWithLoader(loader, HOST);
    }

    private ChildJvm.Run runWithLoader(String loader, String source) throws Exception {
        var child = new ChildJvm(directory);
        var host = child.write("host", CompiledSources.compile("Host", source));
        return child.run(
                ChildJvm.AGENT.toString(),
                List.of("-Dhost=" + host, "-Druntime=" + ChildJvm.runtime(), "-Dloader=" + loader),
                CompiledSources.compile("Main", LOADING_MAIN));
    }
}
