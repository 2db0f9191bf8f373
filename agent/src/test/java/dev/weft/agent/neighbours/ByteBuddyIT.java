package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.ChildJvm;
import dev.weft.agent.CompiledSources;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agent that puts advice into methods, built on Byte Buddy as most are, before and after ours. */
class ByteBuddyIT {
    private static final String AGENT = """
            import static net.bytebuddy.matcher.ElementMatchers.*;
            import java.lang.instrument.Instrumentation;
            import net.bytebuddy.agent.builder.AgentBuilder;
            import net.bytebuddy.asm.Advice;

            public class Tracer {
                public static final StringBuffer TRACE = new StringBuffer();
                public static void premain(String options, Instrumentation instrumentation) {
                    AgentBuilder builder = new AgentBuilder.Default().disableClassFormatChanges();
                    if ("retransform".equals(options)) {
                        builder = builder.with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION);
                    }
                    builder.with(new AgentBuilder.Listener.Adapter() {
                                @Override public void onError(String name, ClassLoader loader,
                                        net.bytebuddy.utility.JavaModule module, boolean loaded, Throwable failure) {
                                    TRACE.append(failure);
                                }
                            })
                            .type(named("Work"))
                            .transform((type, description, loader, module, domain) -> type.visit(Advice.to(Traced.class)
                                    .on(named("plain").or(isAnnotatedWith(named("dev.weft.Async"))))))
                            .installOn(instrumentation);
                }
                public static class Traced {
                    @Advice.OnMethodEnter
                    static long enter(@Advice.Origin("#m") String method) {
                        TRACE.append(method).append('(');
                        return System.nanoTime();
                    }
                    @Advice.OnMethodExit(onThrowable = Throwable.class)
                    static void exit(@Advice.Enter long started, @Advice.Thrown Throwable thrown) {
                        TRACE.append(thrown == null ? ")" : ")!");
                    }
                }
            }
            """;

    private static final String MAIN = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            public class Main {
                public static void main(String[] a) {
                    System.out.println(run(Work.sum(2)));
                    System.out.println(Tracer.TRACE);
                }
            }

            class Work {
                static int plain(int n) { return n + 1; }
                @Async static Coroutine<Integer> part(int n) {
                    await(yieldNow());
                    return completed(plain(n));
                }
                @Async static Coroutine<Integer> sum(int n) {
                    int sum = 0;
                    for (int i = 0; i < n; i++) { sum += await(part(i)); }
                    try {
                        await(fail());
                    } catch (IllegalStateException expected) {
                        sum += 100;
                    }
                    return completed(sum);
                }
                @Async static Coroutine<Void> fail() {
                    await(yieldNow());
                    throw new IllegalStateException();
                }
            }
            """;

    private static final String ADVICE_IN_THE_BODIES = "sum(part(plain())part(plain())fail()!)";
    private static final String ADVICE_IN_THE_CALLS =
            "sum()plain()plain()"; // a fused await calls no method of the user's

    @TempDir
    private Path directory;

    /** The JVM asks those first that cannot retransform, wherever they stand. */
    @ParameterizedTest
    @CsvSource({"retransform, true", "'', true", "'', false"})
    void advice_ofAnAgentThatTheJvmAsksBeforeOurs_isPartOfTheBody(String options, boolean first) throws Exception {
        assertThat(run(options, first)).isEqualTo("103\n" + ADVICE_IN_THE_BODIES + "\n");
    }

    @Test
    void advice_ofAnAgentThatRetransformsBehindOurs_isAroundTheCallThatMakesTheCoroutine() throws Exception {
        assertThat(run("retransform", false)).isEqualTo("103\n" + ADVICE_IN_THE_CALLS + "\n");
    }

    private String run(String options, boolean tracerFirst) throws Exception {
        var child = new ChildJvm(directory);
        var tracer = AgentJar.write(directory, "Tracer", AGENT);
        var classes =
                child.write("classes", CompiledSources.compile("Main", MAIN, "-classpath", ClassPath.with(tracer)));
        var arguments = new ArrayList<String>();
        arguments.add("-javaagent:" + ChildJvm.AGENT + "=verify=true");
        arguments.add(tracerFirst ? 0 : 1, "-javaagent:" + tracer + "=" + options);
        arguments.add("-cp");
        arguments.add(String.join(
                File.pathSeparator,
                ChildJvm.runtime(),
                classes.toString(),
                ClassPath.jar("byte-buddy-1", ".jar").toString()));
        arguments.add("Main");
        var lines = child.start(arguments).output().lines();
        return lines.filter(line -> !line.startsWith("WARNING: ")) // the JDK's, about what Byte Buddy uses
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
