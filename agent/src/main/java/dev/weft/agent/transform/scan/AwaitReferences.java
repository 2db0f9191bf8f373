package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.WeftNames;
import java.util.ArrayList;
import java.util.List;
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
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The method references {@code Weft::await}, which are turned into lambdas, so that they obey the rules for lambdas.
 *
 * <pre>{@code
 * Function<Coroutine<Coroutine<X>>, Coroutine<X>> f = Weft::await;
 * Function<Coroutine<Coroutine<X>>, Coroutine<X>> f = c -> await(c);   // what becomes of it
 * }</pre>
 */
final class AwaitReferences {
    private static final String MARK = "$weft$";

    private final ClassNode type; // constant after construction
    private final List<MethodNode> bodies = new ArrayList<>();
    private final List<MethodNode> rewritten = new ArrayList<>();

    private AwaitReferences(ClassNode type) {
        this.type = type;
    }

    /** Rewrites the references in a tree that is not yet shared; gives the methods that changed or came into being. */
    static List<MethodNode> rewrite(ClassNode type) {
        var references = new AwaitReferences(type);
        for (var method : type.methods) {
            references.rewrite(method);
        }
        type.methods.addAll(references.bodies);
        references.rewritten.addAll(references.bodies);
        return references.rewritten;
    }

    /** Whether a method is the body of such a lambda. */
    static boolean isBody(MethodNode method) {
        return method.name.contains(MARK);
    }

    private void rewrite(MethodNode method) {
        boolean changed = false;
        for (var instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode dynamic && isAwaitReference(dynamic)) {
                var body = body(method, dynamic);
                bodies.add(body);
                dynamic.bsmArgs[1] = new Handle(
                        Opcodes.H_INVOKESTATIC,
                        type.name,
                        body.name,
                        body.desc,
                        (type.access & Opcodes.ACC_INTERFACE) != 0);
                changed = true;
            }
        }
        if (changed) {
            rewritten.add(method);
        }
    }

    private static boolean isAwaitReference(InvokeDynamicInsnNode dynamic) {
        return LambdaBodies.isLambda(dynamic)
                && WeftNames.isSuspending(
                        LambdaBodies.implementation(dynamic).getOwner(),
                        LambdaBodies.implementation(dynamic).getName());
    }

    private MethodNode body(MethodNode enclosing, InvokeDynamicInsnNode reference) {
        var descriptor = LambdaBodies.instantiatedType(reference);
        var called = LambdaBodies.implementation(reference);
        var body = new MethodNode(
                Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
                "lambda$" + sourceName(enclosing) + MARK + bodies.size(),
                descriptor,
                null,
                null);
        var start = new LabelNode();
        body.instructions.add(start);
        body.instructions.add(
                new LineNumberNode(Place.of(type, enclosing, reference).line(), start));
        int slot = 0;
        for (var argument : Type.getArgumentTypes(descriptor)) {
            body.instructions.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), slot));
            slot += argument.getSize();
        }
        body.instructions.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC, called.getOwner(), called.getName(), called.getDesc(), called.isInterface()));
        addReturn(body, Type.getReturnType(descriptor), Type.getReturnType(called.getDesc()));
        body.maxLocals = slot;
        body.maxStack = Math.max(slot, 2);
        return body;
    }

    /** Returns what is on the stack; a primitive, which is refused anyway, after the value itself was dropped. */
    private static void addReturn(MethodNode body, Type returned, Type onStack) {
        var code = body.instructions;
        if (returned.getSort() == Type.OBJECT || returned.getSort() == Type.ARRAY) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, returned.getInternalName()));
        } else {
            if (onStack.getSort() != Type.VOID) {
                code.add(new InsnNode(Opcodes.POP));
            }
            switch (returned.getSort()) {
                case Type.VOID -> {}
                case Type.LONG -> code.add(new InsnNode(Opcodes.LCONST_0));
                case Type.FLOAT -> code.add(new InsnNode(Opcodes.FCONST_0));
                case Type.DOUBLE -> code.add(new InsnNode(Opcodes.DCONST_0));
                default -> code.add(new InsnNode(Opcodes.ICONST_0));
            }
        }
        code.add(new InsnNode(returned.getOpcode(Opcodes.IRETURN)));
    }

    private static String sourceName(MethodNode method) {
        return switch (method.name) {
            case "<init>" -> "new";
            case "<clinit>" -> "static";
            default -> method.name;
        };
    }
}
