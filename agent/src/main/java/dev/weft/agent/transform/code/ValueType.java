package dev.weft.agent.transform.code;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The verification type of one local variable or operand-stack entry (JVMS 4.10.1.2).
 *
 * @param sort the kind of value
 * @param name internal name or array descriptor of a reference, the class of an uninitialised object, else null
 * @param site the {@code new} instruction of an uninitialised object, else null
 */
public record ValueType(
        Sort sort, @Nullable String name, @Nullable Object site) {
    /** The kinds of value the verifier tells apart. */
    public enum Sort {
        /** Unusable. */
        TOP,
        /** A boolean, byte, char, short or int. */
        INT,
        /** A float. */
        FLOAT,
        /** A long, two slots. */
        LONG,
        /** A double, two slots. */
        DOUBLE,
        /** The null reference and nothing else. */
        NULL,
        /** A reference of a known class. */
        REFERENCE,
        /** An object whose constructor has not run yet. */
        UNINITIALIZED
    }

    /** An unusable slot, also the second half of a long or double. */
    public static final ValueType TOP = new ValueType(Sort.TOP, null, null);

    /** An int or smaller. */
    public static final ValueType INT = new ValueType(Sort.INT, null, null);

    /** A float. */
    public static final ValueType FLOAT = new ValueType(Sort.FLOAT, null, null);

    /** A long. */
    public static final ValueType LONG = new ValueType(Sort.LONG, null, null);

    /** A double. */
    public static final ValueType DOUBLE = new ValueType(Sort.DOUBLE, null, null);

    /** The type of {@code null}. */
    public static final ValueType NULL = new ValueType(Sort.NULL, null, null);

    /** A reference to {@code internalName}, which is an array descriptor for arrays. */
    public static ValueType reference(String internalName) {
        return new ValueType(Sort.REFERENCE, internalName, null);
    }

    /** The type of a field or parameter of that descriptor. */
    public static ValueType ofDescriptor(String descriptor) {
        return switch (descriptor.charAt(0)) {
            case 'Z', 'B', 'C', 'S', 'I' -> INT;
            case 'F' -> FLOAT;
            case 'J' -> LONG;
            case 'D' -> DOUBLE;
            case 'L' -> reference(descriptor.substring(1, descriptor.length() - 1));
            default -> reference(descriptor);
        };
    }

    /** How many local slots or stack words it takes. */
    public int size() {
        return sort == Sort.LONG || sort == Sort.DOUBLE ? 2 : 1;
    }

    /** Whether a collector can see it. */
    public boolean isReference() {
        return sort == Sort.REFERENCE;
    }

    /** The descriptor of a field that can hold it. */
    public String descriptor() {
        return switch (sort) {
            case INT -> "I";
            case FLOAT -> "F";
            case LONG -> "J";
            case DOUBLE -> "D";
            case REFERENCE -> {
                String type = Objects.requireNonNull(name);
                yield type.charAt(0) == '[' ? type : "L" + type + ";";
            }
            case NULL -> "Ljava/lang/Object;";
            case TOP, UNINITIALIZED -> throw new IllegalStateException("no field can hold " + this);
        };
    }
}
