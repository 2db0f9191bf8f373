package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.scan.ClassBytes;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

/** What stress mode makes of a class: every call suspends, nobody sees it, and what it leaves alone is counted. */
class StressModeTest {
    private static final ClassScope ALL = ClassScope.parse("A");

    private final RecordingReporter reporter = new RecordingReporter();

    @Test
    void call_ofEveryKind_suspendsAndGoesOnWithItsResult() throws Throwable {
        var type = load("""
                import java.util.function.*;
                public class A implements B {
                    private final StringBuilder notes = new StringBuilder();
                    public static String run() {
                        var a = new A();
                        long n = a.twice(3) + B.stat(4) + a.deflt() + (a.isTrue() ? 1 : 2);
                        Supplier<String> s = () -> a.notes.append("lambda ").toString();
                        double d = Math.max(a.half(5), 1.5);
                        char c = a.letter();
                        return s.get() + n + d + c + new StringBuilder(String.valueOf(c)).append(a.twice(2))
                            + a.array()[1] + a.nothing() + a.toString();
                    }
                    long twice(int n) { return Math.addExact(n, (long) n); }
                    boolean isTrue() { return notes.length() == 0; }
                    float half(int n) { return Float.valueOf(n) / 2; }
                    char letter() { return "xyz".charAt(1); }
                    int[] array() { return new int[] {Math.abs(-1), Math.abs(-2)}; }
                    Object nothing() { notes.append("nothing "); return null; }
                    @Override public String toString() { return super.toString().substring(0, 1) + notes; }
                }
                interface B {
                    static int stat(int n) { return Math.abs(-n) + priv(); }
                    private static int priv() { return Integer.parseInt("7"); }
                    default int deflt() { return stat(1) + inst(); }
                    private int inst() { return hashCode() & 0; }
                }
                """);
        assertThat(invoke(type, "run")).isEqualTo("lambda 262.5yy42nullAlambda nothing ");
        assertThat(reporter.told).isEmpty();
    }

    @Test
    void exception_thrownByACall_reachesItsHandlerAndItsCaller() throws Throwable {
        var type = load("""
                public class A {
                    public static String run() {
                        var text = new StringBuilder();
                        for (int i = 0; i < 3; i++) {
                            try {
                                text.append(part(i)).append(' ');
                            } catch (IllegalStateException e) {
                                text.append(e.getMessage()).append(' ');
                            } finally {
                                text.append(i);
                            }
                        }
                        return text.toString();
                    }
                    static String part(int i) {
                        if (Math.abs(i) == 1) throw new IllegalStateException("one" + i);
                        return String.valueOf(i);
                    }
                    public static void fails() throws Exception { part(0); throw new Exception(part(2)); }
                }
                """);
        assertThat(invoke(type, "run")).isEqualTo("0 0one1 12 2");
        assertThatThrownBy(() -> invoke(type, "fails"))
                .isExactlyInstanceOf(Exception.class)
                .hasMessage("2");
    }

    @Test
    void object_thatTheCodeLetsGo_isNotKeptByTheFrame() throws Throwable {
        var type = load("""
                import java.lang.ref.WeakReference;
                import java.util.Objects;
                public class A {
                    public static boolean run() {
                        var held = new Object();
                        var reference = new WeakReference<Object>(Objects.requireNonNull(held));
                        held = null;
                        for (int i = 0; i < 10; i++) {
                            if (reference.get() == null) return true;
                            System.gc();
                        }
                        return false;
                    }
                }
                """);
        assertThat(invoke(type, "run")).isEqualTo(true);
    }

    @Test
    void method_underStress_looksTheSameToReflection() throws Throwable {
        var files = CompiledSources.compile(
                "A", """
                import java.util.*;
                public class A {
                    @Deprecated public static <T extends Comparable<T>> List<T> sorted(
                            @SafeVarargs final T... all) throws IllegalStateException {
                        var list = new ArrayList<T>(Arrays.asList(all)); Collections.sort(list); return list;
                    }
                    protected final strictfp double sum(double a, long b) { return Math.abs(a) + Math.abs(b); }
                }
                """.replace("@SafeVarargs final T", "final T"), "-parameters", "-nowarn", "-Xlint:none");
        var plain = new WovenLoader(files, AsyncClassTransformer.create(reporter, null, true)).loadClass("A");
        var stressed = loader(files).loadClass("A");
        assertThat(declarations(stressed)).isEqualTo(declarations(plain));
        assertThat(Arrays.stream(stressed.getDeclaredMethods()).filter(Method::isSynthetic))
                .hasSize(4)
                .allMatch(method -> method.getName().contains("$weft$"));
    }

    @Test
    void transform_countsWhatItWeaves_andWhatItLeavesAlone() {
        var woven = weave("""
                public class A {
                    static { Math.abs(1); }
                    A() { Math.abs(1); }
                    int two(int n) { return Math.abs(n) + Math.abs(-n); }
                    int none(int n) { return n; }
                    synchronized int locked(int n) { return Math.abs(n); }
                    int inside(int n) { synchronized (this) { n += Math.abs(n); } return n + Math.abs(n); }
                    int allInside(int n) { synchronized (this) { return Math.abs(n); } }
                    native int natively();
                }
                """);
        var outcome = woven.outcome();
        assertThat(outcome.methods()).isEqualTo(2);
        assertThat(outcome.points()).isEqualTo(3);
        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.leftAlone())
                .extracting(left -> left.method() + ": " + left.count() + " " + left.reason())
                .containsExactlyInAnyOrder(
                        "<clinit>: 1 static initialiser",
                        "<init>: 1 constructor",
                        "none: 1 method without a call",
                        "locked: 1 synchronized method",
                        "inside: 1 call inside a monitor",
                        "allInside: 1 call inside a monitor",
                        "allInside: 1 method whose calls are all inside monitors");
    }

    @Test
    void method_withoutASlotForTheFrame_isLeftAlone() throws Throwable {
        String parameters = IntStream.range(0, 254).mapToObj(i -> "int p" + i).collect(Collectors.joining(", "));
        String arguments = IntStream.range(0, 254).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        var files = CompiledSources.compile(
                "A",
                "public class A { public static int run() { return new A().full("
                        + arguments + ") + most(" + arguments + "); }\n int full(" + parameters
                        + ") { return Math.abs(p253); }\n static int most(" + parameters
                        + ") { return Math.abs(p253); } }");
        var woven = transformer().transform(files.get("A"), null);
        assertThat(woven.outcome().leftAlone())
                .extracting(left -> left.method() + ": " + left.reason())
                .contains("full: no argument slot left for the frame");
        assertThat(woven.outcome().methods()).isEqualTo(2);
        assertThat(invoke(loader(files).loadClass("A"), "run")).isEqualTo(506);
    }

    @Test
    void method_tooLargeOnceWoven_isLeftAloneAndTheRestIsWoven() throws Throwable {
        String calls =
                IntStream.range(0, 4_000).mapToObj(i -> "n = Math.abs(n);\n").collect(Collectors.joining());
        var files = CompiledSources.compile(
                "A",
                "public class A { public static int run() { return large(1); }\n"
                        + "static int large(int n) { long a = n, b = n, c = n; " + calls
                        + " return n + (int) (a + b + c); } }");
        var woven = transformer().transform(files.get("A"), null);
        assertThat(woven.outcome().leftAlone())
                .extracting(left -> left.method() + ": " + left.reason())
                .contains("large: method over 64 KiB when woven (WEFT-020)");
        assertThat(woven.outcome().methods()).isEqualTo(1);
        assertThat(invoke(loader(files).loadClass("A"), "run")).isEqualTo(4);
        assertThat(reporter.told).isEmpty();
    }

    @Test
    void class_withoutAnythingToWeave_staysAsItIs() {
        var file = CompiledSources.compile("A", "class A { int n() { return 1; } }")
                .get("A");
        assertThat(transformer().transform(file, null).hostBytes()).isSameAs(file);
    }

    @Test
    void serialVersion_ofAClassUnderStress_staysTheSame() throws Throwable {
        var files = CompiledSources.compile(
                "A",
                "public class A implements java.io.Serializable { int n; public int m() { return Math.abs(n); } }");
        var plain = new WovenLoader(files, AsyncClassTransformer.create(reporter, null, true)).loadClass("A");
        var stressed = loader(files).loadClass("A");
        assertThat(ObjectStreamClass.lookup(stressed).getSerialVersionUID())
                .isEqualTo(ObjectStreamClass.lookup(plain).getSerialVersionUID());
    }

    @Test
    void class_ofAnOldVersion_isWovenWithoutStackMaps() throws Throwable {
        var files = CompiledSources.compile("A", """
                public class A {
                    public static String run() {
                        Object o = null;
                        for (int i = 0; i < 3; i++) {
                            try {
                                o = i == 1 ? String.valueOf(o) : Integer.valueOf(i);
                                if (Math.abs(i) == 2) throw new IllegalStateException(o.toString());
                            } catch (IllegalStateException e) {
                                o = e.getMessage().concat("!");
                            }
                        }
                        return o.toString();
                    }
                }
                """, "-XDstringConcat=inline");
        for (int version : new int[] {Opcodes.V1_5, Opcodes.V1_6}) {
            var old = OldVersion.of(files.get("A"), version);
            assertThat(invoke(loader(Map.of("A", old)).loadClass("A"), "run")).isEqualTo("2!");
            var woven = transformer().transform(old, null);
            assertThat(ClassBytes.majorVersion(woven.hostBytes())).isEqualTo(version);
            assertThat(woven.outcome().points()).isEqualTo(8);
        }
    }

    private static List<String> declarations(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(method -> method.toGenericString()
                        + Arrays.toString(method.getAnnotations())
                        + Arrays.toString(method.getParameters()))
                .sorted()
                .toList();
    }

    private WovenClass weave(String source) {
        return transformer().transform(CompiledSources.compile("A", source).get("A"), null);
    }

    private Class<?> load(String source) throws ClassNotFoundException {
        return loader(CompiledSources.compile("A", source)).loadClass("A");
    }

    private WovenLoader loader(Map<String, byte[]> files) {
        return new WovenLoader(files, AsyncClassTransformer.create(reporter, null, true, ClassScope.parse("A;B")));
    }

    private AsyncClassTransformer transformer() {
        return AsyncClassTransformer.create(reporter, null, true, ALL);
    }

    private static Object invoke(Class<?> type, String name) throws Throwable {
        try {
            return type.getMethod(name).invoke(null);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
