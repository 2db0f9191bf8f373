package dev.weft.agent.transform.probe;

import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodInsnNode;

/** The table of the calls of which it is known what they can touch. What it does not name can touch anything. */
final class KnownCalls {
    private static final String LANG = "java/lang/";
    private static final String CONSTRUCTOR = "<init>";

    /** The types whose objects never change, and whose methods read nothing but their arguments. */
    private static final Set<String> VALUES = Set.of(
            "java/lang/String",
            "java/lang/Boolean",
            "java/lang/Character",
            "java/lang/Byte",
            "java/lang/Short",
            "java/lang/Integer",
            "java/lang/Long",
            "java/lang/Float",
            "java/lang/Double",
            "java/lang/Math",
            "java/lang/StrictMath",
            "java/math/BigInteger",
            "java/math/BigDecimal",
            "java/util/UUID",
            "java/time/Duration",
            "java/time/Instant",
            "java/time/LocalDate",
            "java/time/LocalTime",
            "java/time/LocalDateTime");

    /** Their methods that read more. */
    private static final Set<String> NO_VALUES =
            Set.of("random", "randomUUID", "now", "getInteger", "getLong", "getBoolean", "transform", "intern");

    private static final Set<String> PURE = Set.of(
            "java/lang/Object.getClass",
            "java/lang/Enum.name",
            "java/lang/Enum.ordinal",
            "java/lang/Class.getName",
            "java/lang/Class.getSimpleName",
            "java/lang/Class.desiredAssertionStatus",
            "java/lang/System.identityHashCode",
            "java/util/Objects.requireNonNull(Ljava/lang/Object;)Ljava/lang/Object;",
            "java/util/Objects.requireNonNull(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;",
            "java/util/Objects.isNull",
            "java/util/Objects.nonNull",
            "java/util/Optional.of",
            "java/util/Optional.ofNullable",
            "java/util/Optional.empty",
            "java/util/Optional.get",
            "java/util/Optional.isPresent",
            "java/util/Optional.isEmpty",
            "java/util/Optional.orElse");

    private static final Set<String> COLLECTIONS = Set.of(
            "java/util/ArrayList",
            "java/util/LinkedList",
            "java/util/ArrayDeque",
            "java/util/HashMap",
            "java/util/LinkedHashMap",
            "java/util/HashSet",
            "java/util/LinkedHashSet",
            "java/util/concurrent/ConcurrentHashMap",
            "java/util/concurrent/ConcurrentLinkedQueue",
            "java/util/concurrent/ConcurrentLinkedDeque",
            "java/util/concurrent/CopyOnWriteArrayList");

    private final FieldFacts classes;
    private final Predicate<String> isProbed; // internal names of classes

    KnownCalls(FieldFacts classes, Predicate<String> isProbed) {
        this.classes = classes;
        this.isProbed = isProbed;
    }

    /** Returns what a call can touch. */
    CallEffect effectOf(MethodInsnNode call) {
        if (isProbed.test(call.owner)) {
            return ofProbed(call);
        }
        if (call.owner.startsWith("dev/weft/")) {
            return WeftCalls.effectOf(call);
        }
        return call.owner.startsWith("java/") ? ofJdk(call) : CallEffect.UNKNOWN;
    }

    /** Returns whether the method of a reference to it has probes, or needs none. */
    boolean isKnown(Handle method) {
        int opcode = switch (method.getTag()) {
            case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
            case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
            case Opcodes.H_INVOKEVIRTUAL -> Opcodes.INVOKEVIRTUAL;
            default -> Opcodes.INVOKESPECIAL;
        };
        var call = new MethodInsnNode(opcode, method.getOwner(), method.getName(), method.getDesc(), false);
        return effectOf(call) == CallEffect.NONE;
    }

    /** Returns whether the class that a call names has probes and declares the method: no other code can run but an override. */
    boolean isDeclared(MethodInsnNode call) {
        return isProbed.test(call.owner) && classes.declares(call.owner, call.name, call.desc);
    }

    private CallEffect ofProbed(MethodInsnNode call) {
        if (classes.isOverridable(call.owner, call.name, call.desc, call.getOpcode())) {
            return CallEffect.RECEIVER;
        }
        return classes.hasCode(call.owner, call.name, call.desc) ? CallEffect.NONE : CallEffect.UNKNOWN;
    }

    private static CallEffect ofJdk(MethodInsnNode call) {
        if (CollectionCalls.of(call) != null && touchesOnlyItself(call)) {
            return CallEffect.COLLECTION;
        }
        if (call.name.equals(CONSTRUCTOR)) {
            return isPureConstructor(call) ? CallEffect.NONE : CallEffect.UNKNOWN;
        }
        if (isPure(call)) {
            return CallEffect.NONE;
        }
        boolean dispatched = call.getOpcode() == Opcodes.INVOKEVIRTUAL || call.getOpcode() == Opcodes.INVOKEINTERFACE;
        return dispatched && !VALUES.contains(call.owner) ? CallEffect.RECEIVER : CallEffect.UNKNOWN;
    }

    /** Returns whether a call of a collection calls no comparator and fills no array of the caller's. */
    private static boolean touchesOnlyItself(MethodInsnNode call) {
        return !call.name.equals("sort") && !(call.name.equals("toArray") && !call.desc.startsWith("()"));
    }

    private static boolean isPure(MethodInsnNode call) {
        if (PURE.contains(call.owner + "." + call.name) || PURE.contains(call.owner + "." + call.name + call.desc)) {
            return true;
        }
        if (call.owner.equals("java/util/List") && call.name.equals("of")) {
            return !call.desc.startsWith("([");
        }
        return VALUES.contains(call.owner)
                && !NO_VALUES.contains(call.name)
                && (call.name.equals("equals") || call.name.equals("compareTo") || takesValues(call.desc));
    }

    private static boolean isPureConstructor(MethodInsnNode call) {
        if (call.owner.equals("java/lang/Object") || call.owner.equals("java/lang/Record")) {
            return true;
        }
        if (call.owner.equals("java/lang/Enum") || VALUES.contains(call.owner)) {
            return takesValues(call.desc);
        }
        if (COLLECTIONS.contains(call.owner)) {
            return call.desc.equals("()V") || call.desc.equals("(I)V");
        }
        if (call.owner.startsWith("java/util/concurrent/atomic/Atomic")) {
            return !call.desc.startsWith("([");
        }
        return (call.owner.endsWith("Exception")
                        || call.owner.endsWith("Error")
                        || call.owner.equals(LANG + "Throwable"))
                && takesValues(call.desc.replace("Ljava/lang/Throwable;", ""));
    }

    private static boolean takesValues(String descriptor) {
        for (var argument : Type.getArgumentTypes(descriptor)) {
            boolean isValue = argument.getSort() == Type.OBJECT && VALUES.contains(argument.getInternalName());
            if (argument.getSort() >= Type.ARRAY && !isValue) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether an argument of a type needs no look at run time: its code is known. */
    static boolean isValue(Type argument) {
        return argument.getSort() < Type.ARRAY
                || (argument.getSort() == Type.OBJECT && VALUES.contains(argument.getInternalName()));
    }
}
