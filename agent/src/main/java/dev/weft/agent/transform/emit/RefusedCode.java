package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.scan.Refusal;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** The code in place of code that is refused: a throw that tells the user the same as the report at load. */
public final class RefusedCode {
    private RefusedCode() {}

    /**
     * The method with another body.
     *
     * <pre>{@code
     * throw (Throwable) new NotWovenError("an @Async method that returns int cannot suspend. ...");
     * }</pre>
     *
     * <p>Without the cast, the JVM would load the error when it verifies the class, to see that it can be thrown. The
     * whole class would fail then where the runtime is not visible, and not the method alone when it is called.
     *
     * @param refused the method that is refused
     * @param diagnostic why
     * @return a method with the same name, descriptor, annotations and signature
     */
    public static MethodNode throwing(MethodNode refused, Diagnostic diagnostic) {
        var method = copy(refused);
        method.access &= ~(Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED);
        method.tryCatchBlocks.clear();
        method.localVariables = null;
        method.visibleLocalVariableAnnotations = null;
        method.invisibleLocalVariableAnnotations = null;
        method.attrs = null;
        method.instructions = new InsnList();
        addLine(method.instructions, diagnostic.line());
        method.instructions.add(new TypeInsnNode(Opcodes.NEW, WeftNames.NOT_WOVEN_ERROR));
        method.instructions.add(new InsnNode(Opcodes.DUP));
        method.instructions.add(new LdcInsnNode(diagnostic.text()));
        method.instructions.add(new MethodInsnNode(
                Opcodes.INVOKESPECIAL, WeftNames.NOT_WOVEN_ERROR, "<init>", "(Ljava/lang/String;)V", false));
        method.instructions.add(new TypeInsnNode(Opcodes.CHECKCAST, "java/lang/Throwable"));
        method.instructions.add(new InsnNode(Opcodes.ATHROW));
        return method;
    }

    /**
     * A test that JUnit runs, in place of one that it would pass over.
     *
     * <pre>{@code
     * @Test @DisplayName("transfers") void transfers$weft$refused1() {
     *     throw (Throwable) new NotWovenError("@WeftTest on a private method. ...");
     * }
     * }</pre>
     *
     * @param refused the test that is refused
     * @param name the name of the method
     * @param ofInterface whether it is added to an interface
     * @param diagnostic why
     * @return a method without parameters
     */
    public static MethodNode failingTest(MethodNode refused, String name, boolean ofInterface, Diagnostic diagnostic) {
        var test = throwing(new MethodNode(ofInterface ? Opcodes.ACC_PUBLIC : 0, name, "()V", null, null), diagnostic);
        var displayed = test.visitAnnotation("Lorg/junit/jupiter/api/DisplayName;", true);
        displayed.visit("value", refused.name);
        displayed.visitEnd();
        test.visitAnnotation("Lorg/junit/jupiter/api/Test;", true).visitEnd();
        return test;
    }

    /**
     * The method with some of its awaits replaced.
     *
     * <pre>{@code
     * Await.refused(awaited, "await in a method that is not marked @Async. ...");   // always throws
     * }</pre>
     *
     * @param method the method that awaits
     * @param refusals its awaits that are refused
     * @return a method that is the same otherwise
     */
    public static MethodNode withRefusedAwaits(MethodNode method, List<Refusal> refusals) {
        var changed = copy(method);
        var instructions = changed.instructions.toArray();
        for (var refusal : refusals) {
            var call = (MethodInsnNode) instructions[refusal.instruction()];
            changed.instructions.insertBefore(call, refusedCall(call, refusal.diagnostic()));
            changed.instructions.remove(call);
        }
        return changed;
    }

    private static InsnList refusedCall(MethodInsnNode call, Diagnostic diagnostic) {
        var code = new InsnList();
        if (Type.getArgumentTypes(call.desc).length > 1) {
            code.add(new InsnNode(Opcodes.POP)); // the class of the expected exception
        }
        code.add(new LdcInsnNode(diagnostic.text()));
        code.add(RuntimeAbi.refused());
        if (Type.getReturnType(call.desc).getSort() == Type.VOID) {
            code.add(new InsnNode(Opcodes.POP));
        }
        return code;
    }

    private static void addLine(InsnList code, int line) {
        if (line > 0) {
            var here = new LabelNode();
            code.add(here);
            code.add(new LineNumberNode(line, here));
        }
    }

    private static MethodNode copy(MethodNode method) {
        var copy = new MethodNode(
                method.access, method.name, method.desc, method.signature, method.exceptions.toArray(new String[0]));
        method.accept(copy);
        return copy;
    }
}
