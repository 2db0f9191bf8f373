package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import dev.weft.agent.CompiledSources;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Woven classes that are retransformed, and redefined as a debugger does, while their coroutines are suspended. */
class HotSwapIT {
    private static final String HOST = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            public class Host {
                static Future<String> gate;
                @Async static Coroutine<String> inner() { return completed(await(gate)); }
                @Async static Coroutine<String> other() { return completed("other"); }
                @Async static Coroutine<Integer> count() { return completed(1); }
                @Async static Coroutine<String> greet(int n) {
                    String got = await(inner());
                    return completed("first " + n + got);
                }
            }
            """;

    private static final String AGENT = """
            import java.lang.instrument.*;
            import java.nio.file.*;
            import java.security.ProtectionDomain;

            /** Redefines and retransforms for who asks; looks at each class that is retransformed. */
            public class Swapper {
                private static Instrumentation instrumentation;
                public static void premain(String options, Instrumentation given) {
                    instrumentation = given;
                    given.addTransformer(new ClassFileTransformer() {
                        @Override public byte[] transform(
                                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain d, byte[] file) {
                            return redefined != null && name.equals("Host") ? file.clone() : null;
                        }
                    }, true);
                }
                public static String retransform(Class<?> type) throws Exception {
                    instrumentation.retransformClasses(type);
                    return "retransformed";
                }
                public static String redefine(Class<?> type, String version) throws Exception {
                    var file = Files.readAllBytes(
                            Path.of(System.getProperty("versions"), version, type.getName() + ".class"));
                    try {
                        instrumentation.redefineClasses(new ClassDefinition(type, file));
                        return version + " accepted";
                    } catch (UnsupportedOperationException e) {
                        return version + " refused";
                    }
                }
            }
            """;

    private static final String MAIN = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            public class Main {
                public static void main(String[] versions) throws Exception {
                    for (var version : versions) {
                        System.out.println(run(swapWhileSuspended(version)));
                    }
                }
                @Async static Coroutine<String> swapWhileSuspended(String version) throws Exception {
                    Host.gate = EventLoop.running().createFuture();
                    var suspended = createTask(Host.greet(1));
                    await(yieldNow());
                    await(yieldNow());
                    String what = version.isEmpty() ? Swapper.retransform(Host.class) : Swapper.redefine(Host.class, version);
                    int line = suspended.stack().get(1).getLineNumber();
                    Host.gate.setResult("!");
                    String old = await(suspended);
                    return completed(what + ": " + old + " waited in line " + line + ", " + await(Host.greet(2)));
                }
            }
            """;

    @TempDir
    private Path directory;

    @Test
    void redefine_whileSuspended_goesOnInTheNewCodeUnlessThatAwaitsKeepsOrReturnsSomethingElse() throws Exception {
        var child = new ChildJvm(directory);
        write(child, "second", HOST.replace("first", "second").replace("static Future", "\n\n\nstatic Future"));
        write(
                child,
                "keepsMore",
                HOST.replace("String got", "long more = n; String got").replace("+ got", "+ got + more"));
        write(child, "awaitsOther", HOST.replace("await(inner())", "await(other())"));
        write(child, "awaitsMore", HOST.replace("String got", "await(yieldNow()); String got"));
        write(child, "returnsObject", HOST.replace("completed(1)", "completed(null)"));
        write(child, "original", HOST);
        var host = child.write("classes", CompiledSources.compile("Host", HOST, "-g"));
        var swapper = AgentJar.write(directory, "Swapper", AGENT);
        var run = child.run(
                ChildJvm.AGENT.toString(),
                List.of("-javaagent:" + swapper, "-Dversions=" + directory),
                CompiledSources.compile("Main", MAIN, "-classpath", ClassPath.with(host, swapper)),
                "",
                "second",
                "keepsMore",
                "awaitsOther",
                "awaitsMore",
                "returnsObject",
                "original");
        assertThat(run.output().lines().filter(line -> !line.startsWith("WEFT-035 ")))
                .containsExactly(
                        "retransformed: first 1! waited in line 10, first 2!",
                        "second accepted: second 1! waited in line 13, second 2!",
                        "keepsMore refused: second 1! waited in line 13, second 2!",
                        "awaitsOther refused: second 1! waited in line 13, second 2!",
                        "awaitsMore refused: second 1! waited in line 13, second 2!",
                        "returnsObject refused: second 1! waited in line 13, second 2!",
                        "original accepted: first 1! waited in line 10, first 2!");
        assertThat(run.output().lines().filter(line -> line.startsWith("WEFT-035 ")))
                .containsExactly(refusal("Host$weft$greet"), refusal("Host$weft$count"));
    }

    private static String refusal(String frame) {
        return "WEFT-035 Host: the class cannot be redefined while the JVM runs: what its methods await,"
                + " keep in local variables across an await, or return has changed (" + frame
                + "), so calls suspended in"
                + " the old code could not be resumed in the new. Restart the program, or keep the awaits, the local"
                + " variables in use across them and the result types as they are.";
    }

    private static void write(ChildJvm child, String version, String source) throws Exception {
        child.write(version, CompiledSources.compile("Host", source, "-g"));
    }
}
