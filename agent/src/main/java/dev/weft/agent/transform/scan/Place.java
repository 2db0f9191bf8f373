package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Wording;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** A place in the source of the class that is woven. */
record Place(String owner, String method, @Nullable String sourceFile, int line) {
    private static final String LAMBDA_PREFIX = "lambda$";
    private static final String KOTLIN_MARK = "$lambda$";

    /** The first line of a method. */
    static Place of(ClassNode type, MethodNode method) {
        for (var instruction : method.instructions) {
            if (instruction instanceof LineNumberNode number) {
                return new Place(type.name, readableName(type, method), type.sourceFile, number.line);
            }
        }
        return new Place(type.name, readableName(type, method), type.sourceFile, 0);
    }

    /** The line of an instruction. */
    static Place of(ClassNode type, MethodNode method, AbstractInsnNode instruction) {
        @Nullable AbstractInsnNode current = instruction;
        while (current != null && !(current instanceof LineNumberNode)) {
            current = current.getPrevious();
        }
        int line = current instanceof LineNumberNode number ? number.line : 0;
        return new Place(type.name, readableName(type, method), type.sourceFile, line);
    }

    Diagnostic diagnostic(Wording wording, String... values) {
        return wording.at(owner, method, sourceFile, line, values);
    }

    /** {@code checkout} for {@code lambda$checkout$0}, as javac calls a lambda there, or Kotlin's {@code checkout$lambda$0}. */
    private static String readableName(ClassNode type, MethodNode method) {
        String name = method.name;
        if (!name.startsWith(LAMBDA_PREFIX)) {
            int kotlin = name.indexOf(KOTLIN_MARK);
            return kotlin < 0 ? name : name.substring(0, kotlin);
        }
        int end = name.indexOf('$', LAMBDA_PREFIX.length());
        if (end < 0) {
            return nameOfUser(type, method);
        }
        var enclosing = name.substring(LAMBDA_PREFIX.length(), end);
        return switch (enclosing) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> enclosing;
        };
    }

    /** Eclipse's compiler calls all lambdas {@code lambda$0}: the method that makes it gives its name. */
    private static String nameOfUser(ClassNode type, MethodNode lambda) {
        for (var method : type.methods) {
            if (method != lambda && LambdaBodies.makes(method, type.name, lambda)) {
                return readableName(type, method);
            }
        }
        return lambda.name;
    }
}
