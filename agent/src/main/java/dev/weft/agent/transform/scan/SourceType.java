package dev.weft.agent.transform.scan;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.TraceSignatureVisitor;

/**
 * A type as a source file writes it, with simple names: {@code Map<String, int[]>}.
 *
 * @param text the whole type
 * @param arguments its type arguments
 */
record SourceType(String text, List<String> arguments) {
    SourceType {
        arguments = List.copyOf(arguments);
    }

    /** The return type of a method: the generic one if the class file has it. */
    static SourceType returnedBy(MethodNode method) {
        var erased = Type.getReturnType(method.desc);
        return method.signature == null || isPrimitive(erased) ? of(erased) : generic(method.signature, erased);
    }

    static SourceType of(Type type) {
        return new SourceType(simple(type.getClassName()), List.of());
    }

    /** The type as a type argument: {@code Integer} for {@code int}, {@code Void} for {@code void}. */
    String boxed() {
        return switch (text) {
            case "void" -> "Void";
            case "boolean" -> "Boolean";
            case "char" -> "Character";
            case "byte" -> "Byte";
            case "short" -> "Short";
            case "int" -> "Integer";
            case "float" -> "Float";
            case "long" -> "Long";
            case "double" -> "Double";
            default -> text;
        };
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    /** The JVM checks no signature, so a broken one must do no harm. */
    private static SourceType generic(String signature, Type erased) {
        try {
            var printer = new TraceSignatureVisitor(0);
            new SignatureReader(signature).accept(printer);
            var text = simple(printer.getReturnType());
            boolean complete = !text.isEmpty() && text.charAt(0) != '['; // the printer leaves Object out
            return complete ? new SourceType(text, argumentsOf(text)) : of(erased);
        } catch (RuntimeException broken) {
            return of(erased);
        }
    }

    /** What stands between the outermost angle brackets, split at the commas outside all others. */
    private static List<String> argumentsOf(String text) {
        var arguments = new ArrayList<String>();
        if (!text.endsWith(">")) {
            return arguments;
        }
        int depth = 0;
        int start = text.indexOf('<') + 1;
        for (int i = start; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                arguments.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        arguments.add(text.substring(start, text.length() - 1).strip());
        return arguments;
    }

    /** Leaves of each name what stands behind the last dot or dollar sign in it. */
    private static String simple(String text) {
        var simple = new StringBuilder(text.length());
        int name = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isOfInnerType = c == '.' && i > 0 && text.charAt(i - 1) == '>';
            if ((c == '.' || c == '$') && !isOfInnerType) {
                simple.setLength(name);
            } else {
                simple.append(c);
                name = Character.isJavaIdentifierPart(c) ? name : simple.length();
            }
        }
        return simple.toString();
    }
}
