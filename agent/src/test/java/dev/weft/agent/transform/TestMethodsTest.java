package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.testing.junit.WeftTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LocalVariableNode;

/** Test methods, whose bodies await although they return nothing. */
class TestMethodsTest {
    private static final String SOURCE = """
            import dev.weft.*;
            import dev.weft.testing.junit.WeftTest;
            import java.io.IOException;
            import java.time.Duration;
            import java.util.*;
            import org.junit.jupiter.api.*;
            import static dev.weft.Weft.*;

            public class A implements Shared {
                public static final List<String> notes = new ArrayList<>();

                @BeforeEach void opens() { await(sleep(Duration.ofDays(1))); notes.add("opened"); }

                @WeftTest void awaits() {
                    Task<Integer> task = createTask(twice(4));
                    notes.add("before");
                    int result = await(task);
                    notes.add("result " + result);
                }

                @WeftTest protected void takes(int n, String text, long l, double[] all) {
                    int local = n + 1;
                    await(yieldNow());
                    notes.add(local + text + l + all[0]);
                }

                @WeftTest public void returnsEarly(int n) {
                    for (int i = 0; ; i++) {
                        await(yieldNow());
                        if (i == n) {
                            notes.add("at " + i);
                            return;
                        }
                    }
                }

                @WeftTest void cleansUp() throws IOException {
                    try {
                        await(yieldNow());
                        throw new IOException("gone");
                    } finally {
                        await(yieldNow());
                        notes.add("clean");
                    }
                }

                @WeftTest void hasLambdas() throws Exception {
                    int n = 21;
                    AsyncCallable<Integer> twice = () -> completed(2 * n + await(twice(0)));
                    Runnable note = () -> notes.add("lambda");
                    note.run();
                    notes.add("is " + await(call(twice)));
                }

                @WeftTest void awaitsNothing() { notes.add("on a loop: " + (currentTask() != null)); }

                @WeftTest synchronized void awaitsNothingInAMonitor() { notes.add("held " + Thread.holdsLock(this)); }

                @Async static <T> Coroutine<T> call(AsyncCallable<T> callable) throws Exception {
                    return callable.call();
                }

                @Async static Coroutine<Integer> twice(int n) { await(sleep(Duration.ofHours(1))); return completed(2 * n); }

                @Nested class Inner {
                    @WeftTest void inside() { await(yieldNow()); notes.add("inside"); }
                }
            }

            interface Shared {
                @WeftTest default void inherited() { await(yieldNow()); A.notes.add("inherited"); }
            }
            """;

    private final RecordingReporter reporter = new RecordingReporter();

    @Test
    void body_thatAwaits_runsToItsEnd() throws Throwable {
        assertThat(notesOf("awaits")).containsExactly("before", "result 8");
        assertThat(reporter.told).isEmpty();
    }

    @Test
    void body_withArguments_getsThem() throws Throwable {
        assertThat(notesOf("takes", 1, "x", 5L, new double[] {0.5})).containsExactly("2x50.5");
    }

    @Test
    void body_thatReturnsInALoop_endsThere() throws Throwable {
        assertThat(notesOf("returnsEarly", 3)).containsExactly("at 3");
    }

    @Test
    void body_thatThrows_hasRunItsFinallyAndThrowsTheSame() {
        var notes = new ArrayList<String>();
        assertThatThrownBy(() -> notes.addAll(notesOf("cleansUp")))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(notesOfLast).containsExactly("clean");
    }

    @Test
    void body_withLambdas_runsThem() throws Throwable {
        assertThat(notesOf("hasLambdas")).containsExactly("lambda", "is 42");
    }

    @Test
    void body_thatDoesNotAwait_runsOnALoopToo() throws Throwable {
        assertThat(notesOf("awaitsNothing")).containsExactly("on a loop: true");
        assertThat(notesOf("awaitsNothingInAMonitor")).containsExactly("held true");
    }

    @Test
    void body_ofADefaultMethod_runs() throws Throwable {
        var type = load();
        call(type, type.getInterfaces()[0].getDeclaredMethod("inherited"));
        assertThat(notesOfLast).containsExactly("inherited");
    }

    @Test
    void methodBeforeEachTest_thatAwaits_runs() throws Throwable {
        assertThat(notesOf("opens")).containsExactly("opened");
    }

    @Test
    void method_woven_looksToReflectionAsItDid() throws Throwable {
        var method = method(load(), "takes");
        assertThat(Modifier.toString(method.getModifiers())).isEqualTo("protected");
        assertThat(method.getReturnType()).isEqualTo(void.class);
        assertThat(method.isAnnotationPresent(WeftTest.class)).isTrue();
        assertThat(method(load(), "cleansUp").getExceptionTypes()).containsExactly(IOException.class);
    }

    @Test
    void body_woven_keepsTheNamesOfItsVariables() {
        var files = CompiledSources.compile("A", SOURCE, "-g");
        var transformer = AsyncClassTransformer.create(reporter, null, true);
        var woven = transformer.transform(files.get("A"), new WovenLoader(files, transformer));
        var type = new ClassNode();
        new ClassReader(woven.hostBytes()).accept(type, 0);
        var start = type.methods.stream()
                .filter(it -> it.name.equals("takes$weft$start"))
                .findFirst()
                .orElseThrow();
        assertThat(start.localVariables)
                .extracting((LocalVariableNode it) -> it.name)
                .contains("n", "text", "l", "all", "local");
    }

    @Test
    void exception_ofABody_namesTheLineOfTheSource() throws Throwable {
        var thrown = new ArrayList<Throwable>();
        try {
            notesOf("cleansUp");
        } catch (IOException expected) {
            thrown.add(expected);
        }
        int line = SOURCE.substring(0, SOURCE.indexOf("throw new IOException")).split("\n").length;
        assertThat(thrown).hasSize(1);
        assertThat(thrown.get(0).getStackTrace()[0].getLineNumber()).isEqualTo(line);
    }

    /** JUnit runs no other methods, and some versions of it say nothing of those. */
    @Test
    void tests_thatJUnitWouldPassOver_haveATwinThatItRuns() throws Throwable {
        var files = CompiledSources.compile("A", """
                import dev.weft.*;
                import dev.weft.testing.junit.WeftTest;
                import static dev.weft.Weft.*;
                abstract class A implements Shared {
                    @WeftTest private void hidden() { await(yieldNow()); }
                    @WeftTest static void shared(int n) {}
                    @WeftTest Coroutine<Void> hidden(long n) { return completed(); }
                    @WeftTest abstract void open();
                    @WeftTest void runs() {}
                }
                interface Shared {
                    @WeftTest private void inside() { await(yieldNow()); }
                }
                """, "-g");
        var type = new WovenLoader(files, AsyncClassTransformer.create(reporter, null, true)).loadClass("A");
        var found = new ArrayList<String>();
        var tests = new ArrayList<>(List.of(type.getDeclaredMethods()));
        tests.addAll(List.of(type.getInterfaces()[0].getDeclaredMethods()));
        for (var method : tests) {
            if (method.isAnnotationPresent(Test.class)) {
                assertThat(method.getReturnType()).isEqualTo(void.class);
                assertThat(method.getParameterCount()).isZero();
                assertThat(Modifier.toString(method.getModifiers())).isIn("", "public");
                found.add(method.getAnnotation(DisplayName.class).value());
            }
        }
        assertThat(found).containsExactlyInAnyOrder("hidden", "shared", "hidden", "inside");
        assertThat(reporter.text().lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("WEFT-018 "))
                .anyMatch(line -> line.contains("@WeftTest on a static method. JUnit would not run it. Remove static."))
                .anyMatch(line -> line.contains("@WeftTest on an abstract method."));
    }

    private List<String> notesOfLast = List.of();

    private List<String> notesOf(String name, Object... arguments) throws Throwable {
        var type = load();
        call(type, method(type, name), arguments);
        return notesOfLast;
    }

    private void call(Class<?> type, java.lang.reflect.Method method, Object... arguments) throws Throwable {
        var constructor = type.getDeclaredConstructor();
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance(), arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        } finally {
            notesOfLast = notes(type);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> notes(Class<?> type) throws ReflectiveOperationException {
        return List.copyOf((List<String>) type.getField("notes").get(null));
    }

    private static java.lang.reflect.Method method(Class<?> type, String name) {
        for (var method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new AssertionError("no method " + name);
    }

    private Class<?> load() throws ClassNotFoundException {
        var transformer = AsyncClassTransformer.create(reporter, null, true);
        return new WovenLoader(CompiledSources.compile("A", SOURCE, "-g"), transformer).loadClass("A");
    }
}
