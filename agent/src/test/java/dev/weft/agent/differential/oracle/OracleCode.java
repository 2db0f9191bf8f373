package dev.weft.agent.differential.oracle;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Turns a sample into its oracle: the same code with an await that blocks.
 *
 * <p>The body of each async method moves, unchanged, into {@code m$body}; the method itself gives a coroutine that calls
 * it. Then the names of the runtime become those of this package.
 */
public final class OracleCode {
    private static final String HERE = "dev/weft/agent/differential/oracle/";
    private static final Handle METAFACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            "java/lang/invoke/LambdaMetafactory",
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private OracleCode() {}

    /** The oracle of a sample's class. */
    public static byte[] of(byte[] sample) {
        var type = new ClassNode();
        new ClassReader(sample).accept(type, 0);
        for (var method : type.methods.toArray(new MethodNode[0])) {
            if (isAsync(method)) {
                type.methods.add(stub(type, method));
                moveBody(type, method);
            } else if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
                method.visibleAnnotations = null; // it does not return what suspends any more
            }
        }
        var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        type.accept(new ClassRemapper(writer, new SimpleRemapper(Opcodes.ASM9, names())));
        return writer.toByteArray();
    }

    private static Map<String, String> names() {
        var names = Stream.of("Awaitable", "Coroutine", "Weft", "AsyncCallable")
                .collect(Collectors.toMap(name -> "dev/weft/" + name, name -> HERE + name));
        names.put("dev/weft/agent/differential/Script", HERE + "Script");
        return names;
    }

    private static boolean isAsync(MethodNode method) {
        if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_BRIDGE)) != 0) {
            return false;
        }
        if (method.visibleAnnotations != null
                && method.visibleAnnotations.stream().anyMatch(it -> it.desc.equals("Ldev/weft/Async;"))) {
            return true;
        }
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 && awaits(method);
    }

    private static boolean awaits(MethodNode method) {
        for (var insn : method.instructions) {
            if (insn instanceof MethodInsnNode call
                    && call.owner.equals("dev/weft/Weft")
                    && call.name.equals("await")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isStatic(MethodNode method) {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }

    private static String staticDescriptor(ClassNode type, MethodNode method) {
        return isStatic(method) ? method.desc : "(L" + type.name + ";" + method.desc.substring(1);
    }

    private static void moveBody(ClassNode type, MethodNode method) {
        method.desc = staticDescriptor(type, method);
        method.name += "$body";
        method.access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        method.signature = null;
        method.visibleAnnotations = null;
    }

    private static MethodNode stub(ClassNode type, MethodNode method) {
        var stub = new MethodNode(
                Opcodes.ASM9,
                method.access,
                method.name,
                method.desc,
                method.signature,
                method.exceptions.toArray(new String[0]));
        var body = Type.getMethodType(staticDescriptor(type, method));
        String returned = body.getReturnType().getInternalName();
        boolean cold = returned.equals("dev/weft/Coroutine");
        if (cold) {
            stub.instructions.add(new TypeInsnNode(Opcodes.NEW, returned));
            stub.instructions.add(new InsnNode(Opcodes.DUP));
        }
        addCallable(type, method, body, stub);
        if (cold) {
            stub.instructions.add(new MethodInsnNode(
                    Opcodes.INVOKESPECIAL, returned, "<init>", "(Ljava/util/concurrent/Callable;)V", false));
        } else {
            addHot(returned, stub);
        }
        stub.instructions.add(new InsnNode(Opcodes.ARETURN));
        return stub;
    }

    private static void addCallable(ClassNode type, MethodNode method, Type body, MethodNode stub) {
        int slot = 0;
        for (var argument : body.getArgumentTypes()) {
            stub.instructions.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), slot));
            slot += argument.getSize();
        }
        stub.instructions.add(new InvokeDynamicInsnNode(
                "call",
                Type.getMethodDescriptor(Type.getObjectType("java/util/concurrent/Callable"), body.getArgumentTypes()),
                METAFACTORY,
                Type.getMethodType("()Ljava/lang/Object;"),
                new Handle(
                        Opcodes.H_INVOKESTATIC,
                        type.name,
                        method.name + "$body",
                        body.getDescriptor(),
                        (type.access & Opcodes.ACC_INTERFACE) != 0),
                Type.getMethodType("()Ljava/lang/Object;")));
    }

    private static void addHot(String returned, MethodNode stub) {
        String made = returned.endsWith("/CompletionStage") ? "java/util/concurrent/CompletableFuture" : returned;
        stub.instructions.add(new TypeInsnNode(Opcodes.NEW, made));
        stub.instructions.add(new InsnNode(Opcodes.DUP));
        stub.instructions.add(new MethodInsnNode(Opcodes.INVOKESPECIAL, made, "<init>", "()V", false));
        stub.instructions.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                HERE + "Coroutine",
                "hot",
                "(Ljava/util/concurrent/Callable;Ljava/util/concurrent/CompletableFuture;)"
                        + "Ljava/util/concurrent/CompletionStage;",
                false));
        stub.instructions.add(new TypeInsnNode(Opcodes.CHECKCAST, returned));
    }
}
