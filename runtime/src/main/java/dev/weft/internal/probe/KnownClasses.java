package dev.weft.internal.probe;

import dev.weft.abi.Frame;
import dev.weft.abi.Probed;
import java.lang.reflect.Modifier;
import java.util.Set;

/** The classes of which it is known what their methods touch. */
final class KnownClasses {

    /** What is known of a class. */
    enum Kind {
        /** Nothing. */
        UNKNOWN,
        /** Its methods have probes, and so have those that it inherits. */
        PROBED,
        /** Its objects never change, and are compared by what they hold. */
        VALUE,
        /** It is a class of Weft. */
        WEFT,
        /** It is a collection or an atomic variable of the JDK, which holds all its state itself. */
        COLLECTION,
        /** It is an exception of the JDK. */
        THROWABLE
    }

    private static final Set<String> VALUES = Set.of(
            "java.lang.Object",
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Float",
            "java.lang.Double",
            "java.lang.Void",
            "java.math.BigInteger",
            "java.math.BigDecimal",
            "java.util.UUID");

    private static final Set<String> COLLECTIONS = Set.of(
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.Vector",
            "java.util.Stack",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.Hashtable",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentLinkedQueue",
            "java.util.concurrent.ConcurrentLinkedDeque",
            "java.util.concurrent.CopyOnWriteArrayList",
            "java.util.concurrent.LinkedBlockingQueue",
            "java.util.concurrent.ArrayBlockingQueue",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicReference",
            "java.util.ImmutableCollections$List12",
            "java.util.ImmutableCollections$ListN");

    private static final String LAMBDA = "$$Lambda";

    private static final ClassValue<Kind> KINDS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return find(type);
        }
    };

    private KnownClasses() {}

    /** Returns what is known of a class. */
    static Kind kindOf(Class<?> type) {
        return KINDS.get(type);
    }

    private static Kind find(Class<?> type) {
        if (type.isArray() || type.isPrimitive()) {
            return Kind.UNKNOWN;
        }
        if (type.isHidden()) {
            return isLambda(type) ? Kind.PROBED : Kind.UNKNOWN;
        }
        if (type.getClassLoader() == null) {
            return ofJdk(type);
        }
        if (isOfWeft(type)) {
            return Kind.WEFT;
        }
        boolean probed = Frame.class.isAssignableFrom(type) ? isFrame(type) : isProbed(type);
        return probed ? Kind.PROBED : Kind.UNKNOWN;
    }

    private static Kind ofJdk(Class<?> type) {
        if (VALUES.contains(type.getName()) || isTime(type)) {
            return Kind.VALUE;
        }
        if (COLLECTIONS.contains(type.getName())) {
            return Kind.COLLECTION;
        }
        if (Throwable.class.isAssignableFrom(type)) {
            return Kind.THROWABLE;
        }
        return Enum.class.isAssignableFrom(type) ? Kind.VALUE : Kind.UNKNOWN;
    }

    private static boolean isTime(Class<?> type) {
        return type.getPackageName().equals("java.time")
                && Modifier.isFinal(type.getModifiers())
                && !java.time.Clock.class.isAssignableFrom(type);
    }

    private static boolean isOfWeft(Class<?> type) {
        String room = type.getPackageName();
        return type.getClassLoader() == KnownClasses.class.getClassLoader()
                && !type.isAnnotationPresent(Probed.class)
                && (room.equals("dev.weft")
                        || room.equals("dev.weft.sync")
                        || room.equals("dev.weft.abi")
                        || room.startsWith("dev.weft.internal."));
    }

    /** Whether a hidden class is a lambda of a class that has no lambdas but those of code with probes. */
    private static boolean isLambda(Class<?> type) {
        int end = type.getName().indexOf(LAMBDA);
        Class<?> host = end < 0 ? null : named(type.getName().substring(0, end), type);
        Probed mark = host == null ? null : host.getAnnotation(Probed.class);
        return host != null && mark != null && mark.value().equals(host.getName()) && !mark.refersElsewhere();
    }

    /** Whether an activation is of a method with probes: the name of its class begins with that of the method's. */
    private static boolean isFrame(Class<?> type) {
        String name = type.getName();
        for (int end = name.lastIndexOf('$'); end > 0; end = name.lastIndexOf('$', end - 1)) {
            Class<?> host = named(name.substring(0, end), type);
            if (host != null) {
                return isMarked(host);
            }
        }
        return false;
    }

    private static @org.jspecify.annotations.Nullable Class<?> named(String name, Class<?> beside) {
        try {
            return Class.forName(name, false, beside.getClassLoader());
        } catch (ClassNotFoundException | LinkageError none) {
            return null;
        }
    }

    private static boolean isMarked(Class<?> type) {
        Probed mark = type.getDeclaredAnnotation(Probed.class);
        return mark != null && mark.value().equals(type.getName());
    }

    /** Whether all code that a class has or inherits has probes, or is of the JDK and keeps no state. */
    private static boolean isProbed(Class<?> type) {
        if (!isMarked(type)) {
            return false;
        }
        for (Class<?> above = type.getSuperclass(); above != null; above = above.getSuperclass()) {
            if (above.getClassLoader() == null ? !isStateless(above) : !isMarked(above)) {
                return false;
            }
        }
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (!areProbed(each.getInterfaces())) {
                return false;
            }
        }
        return true;
    }

    private static boolean areProbed(Class<?>[] interfaces) {
        for (Class<?> each : interfaces) {
            boolean known = each.getClassLoader() == null || isOfWeft(each) || isOfTesting(each) || isMarked(each);
            if (!known || !areProbed(each.getInterfaces())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfTesting(Class<?> type) {
        return type.getName().equals("dev.weft.testing.Scenario");
    }

    private static boolean isStateless(Class<?> type) {
        return type == Object.class || type == Record.class || type == Enum.class;
    }
}
