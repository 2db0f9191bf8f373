package dev.weft.agent.transform.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.transform.scan.ClassFiles;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class OutputVerifierTest {
    private final OutputVerifier verifier =
            new OutputVerifier(new ClassFiles(OutputVerifierTest.class.getClassLoader()));

    @Test
    void check_whatJavacMakes_hasNoFlaw() {
        var file = CompiledSources.compile("A", """
                import java.util.*;

                class A extends ArrayList<String> {
                    Number merge(boolean b) { Number n = b ? Integer.valueOf(1) : Long.valueOf(2); return n; }
                    Collection<?> interfaces(boolean b, List<?> l, Set<?> s) { return b ? l : s; }
                    Object arrays(boolean b) { return b ? new int[1][] : new String[1]; }
                    String self(boolean b) { A a = b ? this : new A(); return a.get(0); }
                    long loop() { long sum = 0; for (var s : this) { sum += s.length(); } return sum; }
                    <T extends Comparable<T> & Runnable> void intersection(T t) { t.run(); t.compareTo(t); }
                }
                """);
        assertThat(verifier.check(file.get("A"))).isEmpty();
    }

    @Test
    void check_wrongTypeOnTheStack_isAFlawOfItsMethod() {
        var flaws = verifier.check(classWith(method -> {
            method.visitLdcInsn("text");
            method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Integer", "hashCode", "()I", false);
            method.visitInsn(Opcodes.POP);
            method.visitInsn(Opcodes.RETURN);
        }));
        assertThat(flaws).hasSize(1);
        assertThat(flaws.get(0).method()).isEqualTo("m");
        assertThat(flaws.get(0).message()).contains("expected Ljava/lang/Integer;");
    }

    @Test
    void check_emptyStackPopped_isAFlawOfItsMethod() {
        var flaws = verifier.check(classWith(method -> {
            method.visitInsn(Opcodes.POP);
            method.visitInsn(Opcodes.RETURN);
        }));
        assertThat(flaws).extracting(Flaw::owner, Flaw::method).containsExactly(tuple("A", "m"));
    }

    @Test
    void check_invalidName_isAFlawOfTheClass() {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "A", null, "java/lang/Object", null);
        writer.visitField(0, "a.b", "I", null, null).visitEnd();
        writer.visitEnd();
        assertThat(verifier.check(writer.toByteArray()))
                .extracting(Flaw::method)
                .containsExactly("");
    }

    @Test
    void check_typesThatCannotBeFound_areTrusted() {
        assertThat(verifier.check(classWith(method -> {
                    method.visitMethodInsn(Opcodes.INVOKESTATIC, "nowhere/B", "b", "()Lnowhere/B;", false);
                    method.visitFieldInsn(Opcodes.PUTSTATIC, "A", "c", "Lnowhere/C;");
                    method.visitInsn(Opcodes.RETURN);
                })))
                .isEmpty();
    }

    private static byte[] classWith(Consumer<MethodVisitor> code) {
        var writer = new ClassWriter(0);
        writer.visit(Opcodes.V17, 0, "A", null, "java/lang/Object", null);
        var method = writer.visitMethod(Opcodes.ACC_STATIC, "m", "()V", null, null);
        method.visitCode();
        code.accept(method);
        method.visitMaxs(4, 4);
        method.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
