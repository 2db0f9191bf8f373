package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Coroutine;
import dev.weft.NotWovenError;
import dev.weft.Weft;
import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.WovenLoader;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.message.Wording;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.verify.BytecodeDump;
import java.io.ObjectStreamClass;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

class AsyncClassTransformerTest {
    private static final String SOURCE = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            class A {
                @Async static Coroutine<String> first() { await(yieldNow()); return completed("first"); }
                @Async static Coroutine<String> second() { return completed(await(first()) + " second"); }
                @Async static Coroutine<String> third() { await(yieldNow()); return completed("third"); }
                static int untouched(int n) {
                    int sum = 0;
                    for (int i = 0; i < n; i++) { sum += i; }
                    return sum;
                }
            }
            """;

    private static final String NUMBERS = """
            import dev.weft.*;
            import static dev.weft.Weft.*;

            class A {
                @Async static Coroutine<Integer> first() { await(yieldNow()); return completed(1); }
                @Async static Coroutine<Integer> second() { return completed(await(first()) + await(third())); }
                @Async static Coroutine<Integer> third() { await(yieldNow()); return completed(3); }
            }
            """;

    private final RecordingReporter reporter = new RecordingReporter();

    @Test
    void transform_classThatAwaits_runsAndTellsNothing() throws Throwable {
        var type = load(AsyncClassTransformer.create(reporter, null, true));
        assertThat(run(type, "second")).isEqualTo("first second");
        assertThat(reporter.text()).isEmpty();
    }

    @Test
    void transform_classWithNothingToWeave_isLeftAsItIs() {
        var file = CompiledSources.compile("A", "class A { Object o = dev.weft.Weft.class; void await() {} }");
        assertThat(AsyncClassTransformer.create(reporter, null, true).transform(file.get("A"), null))
                .isNull();
    }

    @Test
    void transform_untouchedMethods_areCopied() {
        var file = CompiledSources.compile("A", SOURCE).get("A");
        var woven = AsyncClassTransformer.create(reporter, null, true).transform(file, loader());
        assertThat(instructions(woven.hostBytes(), "untouched")).isEqualTo(instructions(file, "untouched"));
    }

    @Test
    void transform_weaverFailsForOneMethod_refusesThatOneOnly() throws Throwable {
        var type = load(failingFor("third", new IllegalStateException("boom")));
        assertThat(run(type, "second")).isEqualTo("first second");
        assertThatThrownBy(() -> run(type, "third"))
                .isInstanceOf(NotWovenError.class)
                .hasMessage(reporter.text().strip())
                .hasMessageStartingWith("WEFT-090 A.third (A.java:7): the weaver failed: ")
                .hasMessageContaining("IllegalStateException: boom");
    }

    @Test
    void transform_weaverFailsForACalleeOfAnother_theOtherGetsItsError() throws Throwable {
        var type = load(failingFor("first", new StackOverflowError()));
        assertThatThrownBy(() -> run(type, "second"))
                .isInstanceOf(NotWovenError.class)
                .hasMessageStartingWith("WEFT-090 A.first");
        assertThat(run(type, "third")).isEqualTo("third");
        assertThat(reporter.told).hasSize(1);
    }

    @Test
    void transform_weaverFailsForACalleeThatGivesAnInt_theOtherGetsItsError() throws Throwable {
        var files = CompiledSources.compile("A", NUMBERS);
        var type = new WovenLoader(files, failingFor("first", new IllegalStateException("boom"))).loadClass("A");
        assertThatThrownBy(() -> run(type, "second"))
                .isInstanceOf(NotWovenError.class)
                .hasMessageStartingWith("WEFT-090 A.first");
        assertThat(run(type, "third")).isEqualTo(3);
    }

    @Test
    void transform_calleeThatGivesAnIntIsTooLarge_theOtherGetsItsError() throws Throwable {
        var files = CompiledSources.compile("A", NUMBERS);
        var type = new WovenLoader(files, with("first", AsyncClassTransformerTest::hugeBody)).loadClass("A");
        assertThatThrownBy(() -> run(type, "second")).hasMessageStartingWith("WEFT-020 A.first");
        assertThat(run(type, "third")).isEqualTo(3);
    }

    @Test
    void transform_stageRefusesAMethod_itsDiagnosticIsThrown() throws Throwable {
        var diagnostic = Wording.CLASS_TOO_LARGE.at("A", "third", "A.java", 7);
        var type = load(failingFor("third", new RefusedMethodException(diagnostic)));
        assertThatThrownBy(() -> run(type, "third")).hasMessage(diagnostic.text());
    }

    @Test
    void transform_wovenMethodTooLarge_refusesThatOneOnly() throws Throwable {
        var type = load(with("third", AsyncClassTransformerTest::hugeBody));
        assertThat(run(type, "second")).isEqualTo("first second");
        assertThatThrownBy(() -> run(type, "third")).hasMessageStartingWith("WEFT-020 A.third (A.java:7): ");
    }

    @Test
    void transform_wovenMethodTooLargeForHotSpot_saysSoAndWorks() throws Throwable {
        var type = load(with("third", method -> withPadding(method, 9_000)));
        assertThat(run(type, "third")).isEqualTo("third");
        assertThat(reporter.text()).startsWith("WEFT-022 A.third (A.java:7): ");
    }

    @Test
    void transform_wovenMethodInvalid_isRefusedByTheVerifier() throws Throwable {
        var type = load(with("third", AsyncClassTransformerTest::returningAnUninitialisedLocal));
        assertThat(run(type, "second")).isEqualTo("first second");
        assertThatThrownBy(() -> run(type, "third")).hasMessageStartingWith("WEFT-091 A.third (A.java:7): ");
    }

    @Test
    void refuse_wholeClass_everyMarkedMethodThrows() throws Throwable {
        var file = CompiledSources.compile("A", SOURCE).get("A");
        var refused = AsyncClassTransformer.create(reporter, null, true)
                .refuse(file, loader(), new NoClassDefFoundError("dev/weft/abi/Frame"))
                .hostBytes();
        var type = new WovenLoader(Map.of("A", refused), AsyncClassTransformer.create(reporter, null, false))
                .loadClass("A");
        for (var method : List.of("first", "second", "third")) {
            assertThatThrownBy(() -> run(type, method))
                    .isInstanceOf(NotWovenError.class)
                    .hasMessageStartingWith("WEFT-034 A." + method);
        }
    }

    @Test
    void transform_classFileNewerThanAsmKnows_keepsItsVersionAndWarnsOnce() {
        var transformer = AsyncClassTransformer.create(reporter, null, true);
        var file = CompiledSources.compile("A", SOURCE).get("A");
        int newer = ClassBytes.NEWEST_KNOWN + 5;
        file[7] = (byte) newer;
        var woven = transformer.transform(file, loader());
        transformer.transform(file, loader());
        assertThat(ClassBytes.majorVersion(woven.hostBytes())).isEqualTo(newer);
        assertThat(woven.frames()).hasSize(3);
        assertThat(reporter.told).hasSize(1);
        assertThat(reporter.text()).startsWith("WEFT-030 A: class file version " + newer + " is newer than ");
    }

    @Test
    void transform_serializableClass_keepsItsSerialVersion() throws Throwable {
        var source = """
                import dev.weft.*;
                import static dev.weft.Weft.*;
                public class A IMPLEMENTS {
                    int n;
                    @Async Coroutine<String> first() { await(yieldNow()); return completed("first"); }
                }
                """;
        for (var implemented : List.of(
                "implements java.io.Serializable", "extends java.util.ArrayList<String>", "extends RuntimeException")) {
            var files = CompiledSources.compile("A", source.replace("IMPLEMENTS", implemented), "-nowarn");
            var plain = new OwnLoader(files.get("A")).loadClass("A");
            var woven = new WovenLoader(files, AsyncClassTransformer.create(reporter, null, true)).loadClass("A");
            assertThat(ObjectStreamClass.lookup(woven).getSerialVersionUID())
                    .as(implemented)
                    .isEqualTo(ObjectStreamClass.lookup(plain).getSerialVersionUID());
            assertThat(woven.getDeclaredField("serialVersionUID").isSynthetic()).isTrue();
        }
        assertThat(load(AsyncClassTransformer.create(reporter, null, true)).getDeclaredFields())
                .as("a class that nobody serialises gets no field")
                .isEmpty();
    }

    @Test
    void transform_classFileWithoutStackMaps_isWoven() throws Throwable {
        var files = CompiledSources.compile("A", """
                import dev.weft.*;
                import static dev.weft.Weft.*;
                public class A {
                    @Async static Coroutine<String> first() {
                        String all = null;
                        for (int i = 0; i < 3; i++) {
                            Object o = i == 1 ? String.valueOf(i) : Integer.valueOf(i);
                            await(yieldNow());
                            all = String.valueOf(all).concat(o.toString());
                        }
                        return completed(all);
                    }
                }
                """);
        for (int version : new int[] {Opcodes.V1_5, Opcodes.V1_6}) {
            var old = Map.of("A", OldVersion.of(files.get("A"), version));
            var type = new WovenLoader(old, AsyncClassTransformer.create(reporter, null, true)).loadClass("A");
            assertThat(run(type, "first")).isEqualTo("null012");
        }
        assertThat(reporter.told).isEmpty();
    }

    /** Loads one class as it is. */
    private static final class OwnLoader extends ClassLoader {
        private final byte[] file;

        OwnLoader(byte[] file) {
            super(OwnLoader.class.getClassLoader());
            this.file = file;
        }

        @Override
        protected Class<?> findClass(String name) {
            return defineClass(name, file, 0, file.length);
        }
    }

    private AsyncClassTransformer failingFor(String name, Throwable failure) {
        return new AsyncClassTransformer(
                new MethodPipeline() {
                    @Override
                    WovenMethod weave(AsyncMethod<WeavingStyle> method, Callees callees) {
                        if (method.node().name.equals(name)) {
                            throw sneaky(failure);
                        }
                        return super.weave(method, callees);
                    }
                },
                reporter,
                new BytecodeDump(null),
                true,
                ClassScope.NONE,
                ClassScope.NONE,
                BlockingPolicies.DEFAULT);
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> RuntimeException sneaky(Throwable failure) throws X {
        throw (X) failure;
    }

    private AsyncClassTransformer with(String name, UnaryOperator<WovenMethod> change) {
        return new AsyncClassTransformer(
                new MethodPipeline() {
                    @Override
                    WovenMethod weave(AsyncMethod<WeavingStyle> method, Callees callees) {
                        var woven = super.weave(method, callees);
                        return method.node().name.equals(name) ? change.apply(woven) : woven;
                    }
                },
                reporter,
                new BytecodeDump(null),
                true,
                ClassScope.NONE,
                ClassScope.NONE,
                BlockingPolicies.DEFAULT);
    }

    private static WovenMethod hugeBody(WovenMethod method) {
        return withPadding(method, 70_000);
    }

    private static WovenMethod withPadding(WovenMethod method, int bytes) {
        var start = method.hostMethods().get(method.hostMethods().size() - 1);
        for (int i = 0; i < bytes; i++) {
            start.instructions.insert(new InsnNode(Opcodes.NOP));
        }
        return method;
    }

    private static WovenMethod returningAnUninitialisedLocal(WovenMethod method) {
        var stub = method.hostMethods().get(0);
        var broken = new MethodNode(stub.access, stub.name, stub.desc, null, null);
        broken.visitCode();
        broken.instructions.add(new VarInsnNode(Opcodes.ALOAD, 3));
        broken.instructions.add(new InsnNode(Opcodes.ARETURN));
        broken.maxLocals = 4;
        broken.maxStack = 1;
        var methods = new ArrayList<>(method.hostMethods());
        methods.set(0, broken);
        return new WovenMethod(
                methods,
                new GeneratedClass(
                        method.frame().name(),
                        method.frame().bytes(),
                        method.frame().shape()),
                "",
                method.points());
    }

    private Class<?> load(AsyncClassTransformer transformer) throws ClassNotFoundException {
        return new WovenLoader(CompiledSources.compile("A", SOURCE), transformer).loadClass("A");
    }

    private static ClassLoader loader() {
        return AsyncClassTransformerTest.class.getClassLoader();
    }

    private static Object run(Class<?> type, String name) throws Throwable {
        var method = type.getDeclaredMethod(name);
        method.setAccessible(true);
        try {
            return Weft.run((Coroutine<?>) method.invoke(null));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static List<Integer> instructions(byte[] file, String name) {
        var method = ClassBytes.read(file).tree().methods.stream()
                .filter(it -> it.name.equals(name))
                .findFirst()
                .orElseThrow();
        return List.of(method.instructions.toArray()).stream()
                .map(instruction -> instruction.getOpcode())
                .toList();
    }
}
