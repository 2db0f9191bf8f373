package dev.weft.agent.processor;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Message.Severity;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic.Kind;

/**
 * An annotation processor that reports {@code @Async} on methods that cannot suspend, at their declaration.
 *
 * <p>A compiler finds it in {@code weft-agent.jar}: {@code javac -processorpath weft-agent.jar}, or the same path among the
 * annotation processors of Maven, Gradle or an IDE. It uses nothing but the standard model of a program, so it works in javac
 * and in Eclipse's compiler; it writes no files, and looks at one method at a time.
 */
public final class AsyncProcessor extends AbstractProcessor {
    private static final String ASYNC = "dev.weft.Async";

    /** Called by the compiler. */
    public AsyncProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(ASYNC);
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    /** Looks at the methods marked {@code @Async} in this round, and claims the annotation: it has no other meaning. */
    @Override
    @SuppressWarnings("DoNotClaimAnnotations") // with -Xlint:all javac warns of each @Async that nobody claims
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        var declarations = new AsyncDeclarations(processingEnv.getElementUtils(), processingEnv.getTypeUtils());
        for (var async : annotations) {
            for (var method : ElementFilter.methodsIn(round.getElementsAnnotatedWith(async))) {
                var mistake = declarations.mistakeIn(method);
                if (mistake != null) {
                    print(mistake, method);
                }
            }
        }
        return true;
    }

    private void print(Diagnostic mistake, ExecutableElement method) {
        var kind = mistake.message().severity() == Severity.ERROR ? Kind.ERROR : Kind.WARNING;
        processingEnv.getMessager().printMessage(kind, CompilerText.of(mistake), method);
    }
}
