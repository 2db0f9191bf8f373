package dev.weft.agent.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.verify.OutputVerifier;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Whether a sweep would see that something is wrong. */
class JvmCheckTest {
    private static final ClassLoader OTHERS = ClassLoader.getPlatformClassLoader();

    @Test
    void sweep_overSoundClasses_linksThemAndTheirFrames() {
        var woven = WovenLibrary.of(new Library(
                "sound", CompiledSources.compile("A", "class A { int m() { return hashCode(); } }"), Map.of(), OTHERS));
        assertThat(JvmCheck.of(woven).linked()).isEqualTo(2);
        assertThat(woven.failures()).isEmpty();
        assertThat(woven.tally().summary().points()).isEqualTo(1);
    }

    @Test
    void sweep_overAClassThatBecameInvalid_failsInTheJvmAndInAsm() {
        var woven = WovenLibrary.of(new Library(
                "spoilt",
                CompiledSources.compile("A", "class A { int m() { return hashCode(); } }"),
                Map.of(),
                OTHERS));
        woven.hosts().put("A", invalid());
        JvmCheck.of(woven);
        assertThat(woven.failures()).singleElement().asString().startsWith("JVM: A: java.lang.VerifyError: ");
        woven.failures().clear();
        woven.check("A", new OutputVerifier(new ClassFiles(OTHERS)));
        assertThat(woven.failures()).singleElement().asString().startsWith("ASM: Flaw[owner=A, method=broken, ");
    }

    @Test
    void sweep_overAClassThatWasInvalidBefore_countsItAsSuch() {
        var woven = WovenLibrary.of(new Library("invalid", Map.of("A", invalid()), Map.of(), OTHERS));
        assertThat(woven.doubtful()).containsExactly("A");
        assertThat(JvmCheck.of(woven).notLinked())
                .containsOnlyKeys("cannot be linked without being woven either: VerifyError");
        assertThat(woven.failures()).isEmpty();
    }

    /** A class with one method that calls, and one that returns an int as an object. */
    private static byte[] invalid() {
        var type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.visit(Opcodes.V17, 0, "A", null, "java/lang/Object", null);
        var sound = type.visitMethod(Opcodes.ACC_STATIC, "sound", "()V", null, null);
        sound.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "gc", "()V", false);
        sound.visitInsn(Opcodes.RETURN);
        end(sound);
        var broken = type.visitMethod(Opcodes.ACC_STATIC, "broken", "()Ljava/lang/Object;", null, null);
        broken.visitInsn(Opcodes.ICONST_0);
        broken.visitInsn(Opcodes.ARETURN);
        end(broken);
        return type.toByteArray();
    }

    private static void end(MethodVisitor method) {
        method.visitMaxs(0, 0);
        method.visitEnd();
    }
}
