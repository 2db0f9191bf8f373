package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;

/** Compares the sizes of the methods on the path of every await with the largest that the JVM inlines: FreqInlineSize. */
class HotMethodsTest {
    private static final int INLINED_BYTES = 325;

    @ParameterizedTest
    @CsvSource({
        "dev.weft.internal.coroutine.Driver, drive",
        "dev.weft.internal.coroutine.Driver, begin",
        "dev.weft.internal.task.LoopExecution, step",
        "dev.weft.internal.task.TaskCore, run",
        "dev.weft.internal.task.TaskCore, step",
        "dev.weft.internal.task.TaskCore, register",
        "dev.weft.internal.loop.LoopCore, runReady",
        "dev.weft.internal.loop.ReadyQueue, add",
        "dev.weft.internal.loop.ReadyQueue, poll",
    })
    void size_ofAHotMethod_isInlined(String type, String method) throws IOException {
        assertThat(sizes(type, method)).isNotEmpty().allMatch(size -> size <= INLINED_BYTES);
    }

    private static List<Integer> sizes(String type, String method) throws IOException {
        List<Integer> sizes = new ArrayList<>();
        try (InputStream bytes = ClassLoader.getSystemResourceAsStream(type.replace('.', '/') + ".class")) {
            new ClassReader(bytes).accept(new Measure(method, sizes), ClassReader.SKIP_DEBUG);
        }
        return sizes;
    }

    /** A visitor that adds the size of each method of a name to a list. */
    private static final class Measure extends ClassVisitor {
        private final String method;
        private final List<Integer> sizes;

        Measure(String method, List<Integer> sizes) {
            super(Opcodes.ASM9);
            this.method = method;
            this.sizes = sizes;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] thrown) {
            if (!name.equals(method) || (access & Opcodes.ACC_ABSTRACT) != 0) {
                return null;
            }
            return new CodeSizeEvaluator(null) {
                @Override
                public void visitEnd() {
                    sizes.add(getMinSize());
                }
            };
        }
    }
}
