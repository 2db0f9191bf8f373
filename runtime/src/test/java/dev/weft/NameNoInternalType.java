package dev.weft;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/**
 * The wall around the exported packages, for each of their public types.
 *
 * <ol>
 *   <li>No public or protected member names an internal type in its signature, type arguments included.
 *   <li>No interface of it is internal, not even by way of a superclass.
 *   <li>A superclass may be internal: that is how a face and its machinery are one object. What users inherit from it
 *       publicly must be a member of the API.
 *   <li>No field can be written from outside, not even those of objects that woven code works with.
 * </ol>
 */
final class NameNoInternalType extends ArchCondition<JavaClass> {

    private static final String INTERNAL = "dev.weft.internal.";

    NameNoInternalType() {
        super("name no internal type in what users can reach");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        type.getMembers().stream()
                .filter(NameNoInternalType::isAccessible)
                .filter(member -> signature(member).anyMatch(NameNoInternalType::isInternal))
                .forEach(member -> report(type, member.getDescription() + " names an internal type", events));
        type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .forEach(field -> report(type, field.getFullName() + " can be written by anybody", events));
        type.getAllRawInterfaces().stream()
                .filter(NameNoInternalType::isInternal)
                .forEach(face -> report(type, type.getName() + " is a " + face.getName(), events));
        type.getAllRawSuperclasses().stream()
                .filter(NameNoInternalType::isInternal)
                .flatMap(machinery -> machinery.getMembers().stream())
                .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(member -> !isOfTheApi(member))
                .forEach(member -> report(type, type.getName() + " inherits " + member.getFullName(), events));
    }

    private static void report(JavaClass type, String message, ConditionEvents events) {
        events.add(SimpleConditionEvent.violated(type, message + " in " + type.getSourceCodeLocation()));
    }

    private static boolean isAccessible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaClass> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return involved(field.getType());
        }
        var unit = (com.tngtech.archunit.core.domain.JavaCodeUnit) member;
        return Stream.of(
                        involved(unit.getReturnType()),
                        unit.getParameterTypes().stream().flatMap(NameNoInternalType::involved),
                        unit.getExceptionTypes().stream().flatMap(NameNoInternalType::involved))
                .flatMap(types -> types);
    }

    private static Stream<JavaClass> involved(JavaType type) {
        return type.getAllInvolvedRawTypes().stream();
    }

    /** Whether a public member of the machinery overrides one of an exported type or of the JDK. */
    private static boolean isOfTheApi(JavaMember member) {
        if (!(member instanceof JavaMethod method)) {
            return false;
        }
        var owner = method.getOwner();
        var names =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
        return Stream.concat(owner.getAllRawSuperclasses().stream(), owner.getAllRawInterfaces().stream())
                .filter(above -> !isInternal(above))
                .anyMatch(above -> above.tryGetMethod(method.getName(), names).isPresent());
    }

    private static boolean isInternal(JavaClass type) {
        return type.getBaseComponentType().getName().startsWith(INTERNAL);
    }
}
