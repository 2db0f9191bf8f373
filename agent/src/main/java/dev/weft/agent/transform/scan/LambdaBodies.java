package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The bodies of the lambdas of a class, each with the functional methods that it stands for. */
final class LambdaBodies {
    private static final String LAMBDA_METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String KOTLIN_MARK = "$lambda$";
    private static final int IMPLEMENTATION = 1; // arguments of both bootstrap methods of LambdaMetafactory
    private static final int INSTANTIATED_TYPE = 2;

    private final Map<Signature, List<String>> functionalTypes = new HashMap<>(); // body -> descriptors

    private LambdaBodies() {}

    /** Finds the lambdas of a class. */
    static LambdaBodies of(ClassNode type) {
        var bodies = new LambdaBodies();
        for (var method : type.methods) {
            for (var instruction : method.instructions) {
                if (instruction instanceof InvokeDynamicInsnNode dynamic && isLambda(dynamic)) {
                    bodies.add(type.name, implementation(dynamic), instantiatedType(dynamic));
                }
            }
        }
        return bodies;
    }

    /**
     * What a method has to return as the body of a lambda: its own descriptor, and those of the functional methods that
     * it is the body of, as instantiated. Empty if it is no body of a lambda.
     */
    List<String> functionalTypes(MethodNode method) {
        return isOfCompiler(method) ? functionalTypes.getOrDefault(Signature.of(method), List.of()) : List.of();
    }

    /** Whether the compiler made a method, and not the user: javac marks it so, Kotlin's compiler only names it so. */
    private static boolean isOfCompiler(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 || method.name.contains(KOTLIN_MARK);
    }

    /** Whether a method of the class {@code owner} makes a lambda with this body. */
    static boolean makes(MethodNode method, String owner, MethodNode body) {
        for (var instruction : method.instructions) {
            if (instruction instanceof InvokeDynamicInsnNode dynamic && isLambda(dynamic)) {
                var made = implementation(dynamic);
                if (made.getOwner().equals(owner)
                        && made.getName().equals(body.name)
                        && made.getDesc().equals(body.desc)) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isLambda(InvokeDynamicInsnNode dynamic) {
        return dynamic.bsm.getOwner().equals(LAMBDA_METAFACTORY)
                && dynamic.bsmArgs.length > INSTANTIATED_TYPE
                && dynamic.bsmArgs[IMPLEMENTATION] instanceof Handle
                && dynamic.bsmArgs[INSTANTIATED_TYPE] instanceof Type;
    }

    static Handle implementation(InvokeDynamicInsnNode lambda) {
        return (Handle) lambda.bsmArgs[IMPLEMENTATION];
    }

    static String instantiatedType(InvokeDynamicInsnNode lambda) {
        return ((Type) lambda.bsmArgs[INSTANTIATED_TYPE]).getDescriptor();
    }

    private void add(String owner, Handle body, String functionalType) {
        if (body.getOwner().equals(owner)) {
            functionalTypes
                    .computeIfAbsent(
                            new Signature(body.getName(), body.getDesc()),
                            key -> new ArrayList<>(List.of(body.getDesc())))
                    .add(functionalType);
        }
    }
}
