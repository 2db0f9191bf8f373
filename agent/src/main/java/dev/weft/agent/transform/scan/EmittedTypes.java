package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.TypeFlow;
import dev.weft.agent.transform.code.TypeState;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.Diagnostic;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The check that a generator emits values of the type that it declares, as far as class files tell: {@code emit(1)} in a
 * generator of {@code Long}.
 *
 * <p>Only what is wrong for certain is refused: two classes, neither of which extends the other, or a final class that does
 * not implement the interface.
 */
final class EmittedTypes {
    private static final String OBJECT = "java/lang/Object";
    private static final String WILDCARD = "? extends ";

    private final ClassNode type; // constant after construction
    private final ClassFiles files; // constant after construction

    EmittedTypes(ClassNode type, ClassFiles files) {
        this.type = type;
        this.files = files;
    }

    /** The refusal of the first emit of a generator that is of a wrong type, if any. */
    @Nullable
    Diagnostic refusal(MethodNode method) {
        var wanted = method.signature == null ? null : TypeArgument.ofReturnType(method.signature);
        if (wanted == null) {
            return null;
        }
        var emits = new ArrayList<AbstractInsnNode>();
        for (var instruction : method.instructions) {
            if (WeftNames.isEmit(instruction)) {
                emits.add(instruction);
            }
        }
        var states = TypeFlow.before(type.name, method, Instructions.setOf(emits));
        for (var emit : emits) {
            var value = emitted(states, emit);
            if (value != null && isWrong(value, wanted)) {
                return refusal(method, emit, value);
            }
        }
        return null;
    }

    private static @Nullable String emitted(Map<AbstractInsnNode, TypeState> states, AbstractInsnNode emit) {
        var state = states.get(emit);
        if (state == null) {
            return null; // nothing leads there
        }
        ValueType value = state.stack().get(state.stack().size() - 1);
        var name = value.isReference() ? value.name() : null;
        return name == null || name.charAt(0) == '[' ? null : name;
    }

    private boolean isWrong(String value, String wanted) {
        var valueClass = files.outline(value);
        var wantedClass = files.outline(wanted);
        if (valueClass == null || wantedClass == null || isInterface(valueClass) || value.equals(OBJECT)) {
            return false;
        }
        if (isInterface(wantedClass)) {
            boolean isFinal = (valueClass.access() & Opcodes.ACC_FINAL) != 0;
            return isFinal && !files.isImplementedBy(value, wanted);
        }
        return !files.mayBeSubclass(value, wanted) && !files.mayBeSubclass(wanted, value);
    }

    private static boolean isInterface(ClassOutline outline) {
        return (outline.access() & Opcodes.ACC_INTERFACE) != 0;
    }

    private Diagnostic refusal(MethodNode method, AbstractInsnNode emit, String value) {
        var returned = SourceType.returnedBy(method);
        return Rules.emittedType(
                Place.of(type, method, emit),
                SourceType.of(Type.getObjectType(value)).text(),
                returned.text(),
                withoutWildcard(returned.arguments().get(0)));
    }

    private static String withoutWildcard(String argument) {
        return argument.startsWith(WILDCARD) ? argument.substring(WILDCARD.length()) : argument;
    }
}
