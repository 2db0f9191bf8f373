package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The method references to what a probe or a stand-in belongs to. Each becomes a reference to a method that makes the call, as
 * javac has it for a lambda, and which gets its probes like any other.
 *
 * <pre>{@code
 * Instant::now     () -> Instant.now()
 * Date::new        () -> new Date()
 * future::get      future -> future.get()      // the receiver is captured
 * Thread::sleep    millis -> Thread.sleep(millis)
 * }</pre>
 *
 * <p>References that can be serialised stay: they are found again by the name of the method.
 */
final class ProbedReferences {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final int SERIALIZABLE = 1; // of LambdaMetafactory's flags

    private ProbedReferences() {}

    /**
     * Replaces the references in a class; the methods that make the calls are added to it.
     *
     * @param type the class
     * @param probe puts probes into a method; tells whether the method needs any
     */
    static void rewrite(ClassNode type, Predicate<MethodNode> probe) {
        List<MethodNode> bodies = new ArrayList<>();
        for (var method : type.methods) {
            int line = 0;
            for (var instruction : method.instructions) {
                if (instruction instanceof LineNumberNode number) {
                    line = number.line;
                } else if (instruction instanceof InvokeDynamicInsnNode dynamic && isReference(dynamic)) {
                    var body = bodyOf(method, dynamic, bodies.size(), line);
                    if (body != null && probe.test(body)) {
                        bodies.add(body);
                        refer(dynamic, type, body);
                    }
                }
            }
        }
        type.methods.addAll(bodies);
    }

    private static boolean isReference(InvokeDynamicInsnNode dynamic) {
        return dynamic.bsm.getOwner().equals(METAFACTORY)
                && dynamic.bsmArgs[1] instanceof Handle
                && !(dynamic.bsmArgs.length > 3
                        && dynamic.bsmArgs[3] instanceof Integer flags
                        && (flags & SERIALIZABLE) != 0);
    }

    private static void refer(InvokeDynamicInsnNode dynamic, ClassNode type, MethodNode body) {
        boolean isInterface = (type.access & Opcodes.ACC_INTERFACE) != 0;
        dynamic.bsmArgs[1] = new Handle(Opcodes.H_INVOKESTATIC, type.name, body.name, body.desc, isInterface);
    }

    /** Returns a method that does what a reference does; null for a reference to what is no method of its own. */
    private static @Nullable MethodNode bodyOf(MethodNode around, InvokeDynamicInsnNode dynamic, int number, int line) {
        var target = (Handle) dynamic.bsmArgs[1];
        var call = callOf(target);
        if (call == null) {
            return null;
        }
        boolean isVoid = ((Type) dynamic.bsmArgs[0]).getReturnType() == Type.VOID_TYPE;
        var body = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                "lambda$" + nameOf(around) + "$weft$" + number,
                descriptorOf(call, dynamic, isVoid),
                null,
                null);
        fill(body, call, line);
        return body;
    }

    /** Returns the call that a reference stands for; null if it refers to no method, or to one of a superclass. */
    private static @Nullable MethodInsnNode callOf(Handle target) {
        int opcode = switch (target.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
            default -> 0;
        };
        return opcode == 0
                ? null
                : new MethodInsnNode(
                        opcode, target.getOwner(), target.getName(), target.getDesc(), target.isInterface());
    }

    /** The name of the method around a reference, as javac has it in the names of lambdas. */
    private static String nameOf(MethodNode around) {
        return switch (around.name) {
            case "<init>" -> "new";
            case "<clinit>" -> "static";
            default -> ProbeSite.nameInSource(around);
        };
    }

    private static String descriptorOf(MethodInsnNode call, InvokeDynamicInsnNode dynamic, boolean isVoid) {
        var parameters = new ArrayList<Type>();
        if (call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE) {
            var captured = Type.getArgumentTypes(dynamic.desc);
            parameters.add(captured.length > 0 ? captured[0] : Type.getObjectType(call.owner));
        }
        parameters.addAll(List.of(Type.getArgumentTypes(call.desc)));
        return Type.getMethodDescriptor(isVoid ? Type.VOID_TYPE : resultOf(call), parameters.toArray(Type[]::new));
    }

    private static Type resultOf(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESPECIAL
                ? Type.getObjectType(call.owner)
                : Type.getReturnType(call.desc);
    }

    private static void fill(MethodNode body, MethodInsnNode call, int line) {
        var code = body.instructions;
        var start = new LabelNode();
        code.add(start);
        if (line > 0) {
            code.add(new LineNumberNode(line, start));
        }
        if (call.getOpcode() == Opcodes.INVOKESPECIAL) {
            code.add(new TypeInsnNode(Opcodes.NEW, call.owner));
            code.add(new InsnNode(Opcodes.DUP));
        }
        int local = 0;
        for (var parameter : Type.getArgumentTypes(body.desc)) {
            code.add(Instructions.load(ValueType.ofDescriptor(parameter.getDescriptor()), local));
            local += parameter.getSize();
        }
        body.maxLocals = local;
        code.add(call);
        var result = resultOf(call);
        var returned = Type.getReturnType(body.desc);
        if (returned == Type.VOID_TYPE && result != Type.VOID_TYPE) {
            code.add(new InsnNode(result.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP));
        }
        code.add(new InsnNode(returned.getOpcode(Opcodes.IRETURN)));
    }
}
