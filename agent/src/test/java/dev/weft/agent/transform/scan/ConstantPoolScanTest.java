package dev.weft.agent.transform.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.transform.scan.ConstantPoolScan.Verdict;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

class ConstantPoolScanTest {
    private static final int COUNT_OFFSET = 8;

    @Test
    void scan_classThatCarriesTheAnnotation_isRelated() {
        assertThat(scan("class A { @dev.weft.Async dev.weft.Coroutine<Void> m() { return null; } }"))
                .isEqualTo(Verdict.RELATED);
    }

    @Test
    void scan_classWithATestThatDoesNotAwait_isRelated() {
        assertThat(scan("class A { @dev.weft.testing.junit.WeftTest void m() {} }"))
                .isEqualTo(Verdict.RELATED);
    }

    @Test
    void scan_classThatCallsAwait_isRelated() {
        assertThat(scan("class A { Object m(dev.weft.Coroutine<?> c) { return dev.weft.Weft.await(c); } }"))
                .isEqualTo(Verdict.RELATED);
    }

    @Test
    void scan_classThatRefersToAwait_isRelated() {
        assertThat(
                        scan(
                                "class A { java.util.function.Function<dev.weft.Coroutine<Void>, Void> f = dev.weft.Weft::await; }"))
                .isEqualTo(Verdict.RELATED);
    }

    @Test
    void scan_classThatCallsEmit_isRelated() {
        assertThat(scan("class A { void m() { dev.weft.Weft.emit(1); } }")).isEqualTo(Verdict.RELATED);
    }

    @Test
    void scan_classThatOnlyStartsCoroutines_isUnrelated() {
        assertThat(scan("class A { Object m(dev.weft.Coroutine<?> c) { return dev.weft.Weft.run(c); } }"))
                .isEqualTo(Verdict.UNRELATED);
    }

    @Test
    void scan_classThatMayDropACoroutine_isRelated() {
        assertThat(scan("class A { void m(dev.weft.AsyncCallable<Void> c) throws Exception { c.call(); } }"))
                .isEqualTo(Verdict.RELATED);
    }

    @Test
    void scan_classThatAwaitsALatch_isUnrelated() {
        assertThat(scan("class A { void m(java.util.concurrent.CountDownLatch l) throws Exception { l.await(); } }"))
                .isEqualTo(Verdict.UNRELATED);
    }

    @Test
    void scan_classWithEveryKindOfConstant_isUnrelated() {
        assertThat(ConstantPoolScan.scan(classWithManyConstants())).isEqualTo(Verdict.UNRELATED);
    }

    @Test
    void scan_moduleInfo_isUnrelated() {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, Opcodes.ACC_MODULE, "module-info", null, null, null);
        var module = writer.visitModule("m", 0, null);
        module.visitRequire("java.base", Opcodes.ACC_MANDATED, null);
        module.visitPackage("p");
        module.visitExport("p", 0);
        module.visitEnd();
        writer.visitEnd();
        assertThat(ConstantPoolScan.scan(writer.toByteArray())).isEqualTo(Verdict.UNRELATED);
    }

    @Test
    void scan_somethingElseThanAClassFile_isMalformed() {
        assertThat(ConstantPoolScan.scan(new byte[0])).isEqualTo(Verdict.MALFORMED);
        assertThat(ConstantPoolScan.scan(new byte[100])).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void scan_unknownTag_isMalformed() {
        var file = classWithManyConstants();
        file[COUNT_OFFSET + 2] = 2; // no constant has this tag
        assertThat(ConstantPoolScan.scan(file)).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void scan_moreConstantsThanTheFileHolds_isMalformed() {
        var file = classWithManyConstants();
        file[COUNT_OFFSET] = (byte) 0xFF;
        assertThat(ConstantPoolScan.scan(file)).isEqualTo(Verdict.MALFORMED);
    }

    @Test
    void scan_fileCutOffAnywhere_neverThrows() {
        var file = classWithManyConstants();
        for (int length = 0; length < file.length; length++) {
            assertThat(ConstantPoolScan.scan(Arrays.copyOf(file, length)))
                    .describedAs("cut off at %d of %d", length, file.length)
                    .isIn(Verdict.MALFORMED, Verdict.UNRELATED);
        }
    }

    @Test
    void scan_fileWithFlippedBits_neverThrows() throws IOException {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        byte[] file = readOwnClassFile();
        for (int round = 0; round < 5_000; round++) {
            var broken = file.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            assertThat(ConstantPoolScan.scan(broken))
                    .describedAs("seed %d", seed)
                    .isNotNull();
        }
    }

    private static byte[] readOwnClassFile() throws IOException {
        try (var stream = ConstantPoolScanTest.class.getResourceAsStream("ConstantPoolScanTest.class")) {
            return stream.readAllBytes();
        }
    }

    /** Also checks that the agent would ask: it does so only if the name of the runtime is there. */
    private static Verdict scan(String source) {
        var file = CompiledSources.compile("A", source).get("A");
        var verdict = ConstantPoolScan.scan(file);
        assertThat(verdict == Verdict.UNRELATED || RuntimeName.occursIn(file)).isTrue();
        return verdict;
    }

    private static byte[] classWithManyConstants() {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "A", null, "java/lang/Object", null);
        writer.newConst(1);
        writer.newConst(1L);
        writer.newConst(1f);
        writer.newConst(1.0);
        writer.newConst("a string");
        writer.newField("A", "f", "I");
        writer.newMethod("A", "m", "()V", false);
        writer.newMethod("B", "m", "()V", true);
        writer.newMethodType("()V");
        var handle = new Handle(Opcodes.H_INVOKESTATIC, "A", "h", "()V", false);
        writer.newInvokeDynamic("n", "()V", handle, Type.getType("()V"));
        writer.newConstantDynamic("c", "I", handle, new ConstantDynamic("d", "I", handle));
        writer.visitEnd();
        return writer.toByteArray();
    }
}
