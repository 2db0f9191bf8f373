package dev.weft.agent.processor;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.SimpleTypeVisitor14;
import org.jspecify.annotations.Nullable;

/** A type as a source file writes it, with simple names and without annotations: {@code Map<String, int[]>}. */
final class SourceText extends SimpleTypeVisitor14<String, @Nullable Void> {
    private static final SourceText WRITER = new SourceText();

    private SourceText() {}

    static String of(TypeMirror type) {
        return WRITER.visit(type);
    }

    @Override
    public String visitDeclared(DeclaredType type, @Nullable Void none) {
        return type.asElement().getSimpleName() + arguments(type.getTypeArguments());
    }

    @Override
    public String visitArray(ArrayType type, @Nullable Void none) {
        return of(type.getComponentType()) + "[]";
    }

    @Override
    public String visitWildcard(WildcardType type, @Nullable Void none) {
        if (type.getExtendsBound() != null) {
            return "? extends " + of(type.getExtendsBound());
        }
        return type.getSuperBound() == null ? "?" : "? super " + of(type.getSuperBound());
    }

    @Override
    protected String defaultAction(TypeMirror type, @Nullable Void none) {
        return type.getKind().isPrimitive() ? type.getKind().toString().toLowerCase(Locale.ROOT) : type.toString();
    }

    private static String arguments(List<? extends TypeMirror> arguments) {
        return arguments.isEmpty()
                ? ""
                : arguments.stream().map(SourceText::of).collect(Collectors.joining(", ", "<", ">"));
    }
}
