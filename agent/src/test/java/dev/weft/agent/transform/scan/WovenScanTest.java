package dev.weft.agent.transform.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WovenMark;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class WovenScanTest {
    private static final String SOURCE = """
            class A {
                long field = 1L << 40;
                @dev.weft.Async dev.weft.Coroutine<Void> m() { return null; }
                @dev.weft.Async java.util.concurrent.CompletableFuture<Void> hot() { return null; }
                Runnable x$weft$start() { return () -> {}; }
                Runnable x$weft$resume() { return () -> {}; }
            }
            """;

    private final RecordingReporter reporter = new RecordingReporter();

    @Test
    void version_ofAWovenClass_isThatOfThisWeaver() {
        assertThat(WovenScan.version(woven())).isEqualTo(RuntimeAbi.VERSION);
    }

    @Test
    void version_ofAClassThatIsNotWoven_isNone() {
        assertThat(WovenScan.version(original())).isEqualTo(WovenScan.NOT_WOVEN);
    }

    @Test
    void version_whenAllMethodsWereRefused_isThatOfThisWeaver() {
        var refused = woven("class A { @dev.weft.Async String m() { return null; } }");
        assertThat(WovenScan.version(refused)).isEqualTo(RuntimeAbi.VERSION);
    }

    @Test
    void version_whenAToolDroppedTheMark_isUnknown() {
        assertThat(WovenScan.version(withMark(woven(), null))).isEqualTo(WovenScan.UNKNOWN);
    }

    @Test
    void version_whenAToolWroteTheClassAnew_isKept() {
        var writer = new ClassWriter(0);
        new ClassReader(woven()).accept(writer, 0);
        assertThat(WovenScan.version(writer.toByteArray())).isEqualTo(RuntimeAbi.VERSION);
    }

    @Test
    void version_ofEachBeginningOfAClassFile_isNone() {
        var file = original();
        for (int length = afterConstants(file); length < file.length; length++) {
            assertThat(WovenScan.version(Arrays.copyOf(file, length))).isEqualTo(WovenScan.NOT_WOVEN);
        }
    }

    @Test
    void transform_wovenClass_leavesItAndTellsNothing() {
        assertThat(transform(woven())).isNull();
        assertThat(transform(withMark(woven(), null))).isNull();
        assertThat(reporter.text()).isEmpty();
    }

    @Test
    void transform_classOfAnotherVersion_leavesItAndSaysSo() {
        assertThat(transform(withMark(woven(), 7))).isNull();
        assertThat(reporter.text())
                .isEqualToIgnoringNewLines(
                        "WEFT-036 A: the class was woven by another version of Weft: it was woven for version 7 of the"
                                + " runtime's binary interface, and this agent has version " + RuntimeAbi.VERSION
                                + ". Recompile it and weave it with the version of Weft that it runs with.");
    }

    @Test
    void transform_wovenClassUnderTest_saysOnceThatItHasNoProbes() {
        byte[] woven = woven();
        var transformer =
                AsyncClassTransformer.create(reporter, null, true, ClassScope.NONE, new ClassScope(List.of("A")));
        assertThat(transformer.transform(woven, getClass().getClassLoader())).isNull();
        assertThat(transformer.transform(woven, getClass().getClassLoader())).isNull();
        assertThat(reporter.told).singleElement().asString().contains("WEFT-040 A: test= asks for probes");
    }

    private static byte[] original() {
        return CompiledSources.compile("A", SOURCE).get("A");
    }

    private byte[] woven() {
        return woven(SOURCE);
    }

    private byte[] woven(String source) {
        return Objects.requireNonNull(
                transform(CompiledSources.compile("A", source).get("A")));
    }

    private byte[] transform(byte[] file) {
        var woven = AsyncClassTransformer.create(reporter, null, true)
                .transform(file, getClass().getClassLoader());
        return woven == null ? null : woven.hostBytes();
    }

    /** Where the length of the constant pool no longer matters. */
    private static int afterConstants(byte[] file) {
        return new ClassReader(file).header;
    }

    private static byte[] withMark(byte[] file, Integer version) {
        var writer = new ClassWriter(0);
        new ClassReader(file)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public void visitAttribute(Attribute mark) {
                                if (version != null) {
                                    super.visitAttribute(new OtherMark(version));
                                }
                            }
                        },
                        0);
        return writer.toByteArray();
    }

    private static final class OtherMark extends Attribute {
        private final int version;

        OtherMark(int version) {
            super(WovenMark.NAME);
            this.version = version;
        }

        @Override
        protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
            return new ByteVector().putShort(version);
        }
    }
}
