package dev.weft.agent.processor;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Wording;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code scan.ShapeChecker} that a declaration alone can break, in the compiler's model of the program and in
 * the same order.
 */
final class AsyncDeclarations {
    private static final List<String> COMPLETED_LATER =
            List.of("dev.weft.Coroutine", "dev.weft.AsyncIterator", "java.util.concurrent.CompletionStage");
    private static final String COMPLETABLE_FUTURE = "java.util.concurrent.CompletableFuture";
    private static final List<String> PROMISES =
            List.of("java.util.concurrent.Future", "java.util.concurrent.CompletionStage", "dev.weft.Awaitable");

    private final Elements elements; // constant after construction
    private final Types types; // constant after construction

    AsyncDeclarations(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    /** The first rule that an {@code @Async} method breaks, or null. */
    @Nullable
    Diagnostic mistakeIn(ExecutableElement method) {
        var modifiers = method.getModifiers();
        if (modifiers.contains(Modifier.NATIVE)) {
            return at(method, Wording.NATIVE_METHOD);
        }
        var monitor = modifiers.contains(Modifier.SYNCHRONIZED) ? at(method, Wording.ASYNC_SYNCHRONIZED_METHOD) : null;
        var returnType = mistakeInReturnType(method);
        if (returnType != null) {
            return returnType.and(monitor);
        }
        if (monitor != null) {
            return monitor;
        }
        return modifiers.contains(Modifier.ABSTRACT) ? at(method, Wording.ABSTRACT_METHOD) : null;
    }

    private @Nullable Diagnostic mistakeInReturnType(ExecutableElement method) {
        var written = method.getReturnType();
        var returned = types.erasure(written);
        if (returned.getKind() == TypeKind.ERROR || isOneOf(returned, COMPLETED_LATER)) {
            return null; // the compiler reports what it does not know
        }
        if (!isSubtype(returned, COMPLETABLE_FUTURE)) {
            return at(method, Wording.RETURN_TYPE, SourceText.of(written), "Coroutine<" + value(written) + ">");
        }
        var reason = whyNotMade((TypeElement) ((DeclaredType) returned).asElement());
        return reason == null
                ? null
                : at(method, Wording.STAGE_NOT_CREATED, SourceText.of(written), reason, stage(written));
    }

    private static @Nullable String whyNotMade(TypeElement future) {
        if (future.getModifiers().contains(Modifier.ABSTRACT)) {
            return "the class is abstract";
        }
        for (var constructor : ElementFilter.constructorsIn(future.getEnclosedElements())) {
            if (constructor.getParameters().isEmpty()
                    && constructor.getModifiers().contains(Modifier.PUBLIC)) {
                return null;
            }
        }
        return "the class has no public no-argument constructor";
    }

    /** The type of the value that a method with this return type means to give, as a type argument. */
    private String value(TypeMirror returned) {
        if (returned.getKind() == TypeKind.VOID) {
            return "Void";
        }
        if (returned.getKind().isPrimitive()) {
            return types.boxedClass(types.getPrimitiveType(returned.getKind()))
                    .getSimpleName()
                    .toString();
        }
        boolean isPromise = PROMISES.stream().anyMatch(promise -> isSubtype(types.erasure(returned), promise));
        return isPromise ? onlyArgument(returned, "Object") : SourceText.of(returned);
    }

    private static String stage(TypeMirror returned) {
        var value = onlyArgument(returned, "");
        return value.isEmpty() ? "CompletableFuture" : "CompletableFuture<" + value + ">";
    }

    private static String onlyArgument(TypeMirror type, String otherwise) {
        var arguments =
                type.getKind() == TypeKind.DECLARED ? ((DeclaredType) type).getTypeArguments() : List.<TypeMirror>of();
        return arguments.size() == 1 ? SourceText.of(arguments.get(0)) : otherwise;
    }

    private boolean isOneOf(TypeMirror erased, List<String> names) {
        return erased.getKind() == TypeKind.DECLARED
                && names.contains(((TypeElement) ((DeclaredType) erased).asElement())
                        .getQualifiedName()
                        .toString());
    }

    private boolean isSubtype(TypeMirror erased, String name) {
        var type = elements.getTypeElement(name);
        return type != null
                && erased.getKind() == TypeKind.DECLARED
                && types.isSubtype(erased, types.erasure(type.asType()));
    }

    private Diagnostic at(ExecutableElement method, Wording wording, String... values) {
        var owner = elements.getBinaryName((TypeElement) method.getEnclosingElement())
                .toString()
                .replace('.', '/');
        return wording.at(owner, method.getSimpleName().toString(), null, 0, values);
    }
}
