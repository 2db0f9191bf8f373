package dev.weft.testing.junit;

import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.platform.commons.support.ReflectionSupport;

/** The arguments that the sources of a test method provide. For tests that have some: see {@link ArgumentSources}. */
final class ProvidedArguments {

    private static final String DECLARATIONS = "org.junit.jupiter.params.support.ParameterDeclarations"; // since 5.13

    private final ExtensionContext context; // constant after construction
    private final List<Object[]> sets = new ArrayList<>(); // the thread of the test

    private ProvidedArguments(ExtensionContext context) {
        this.context = context;
    }

    /** Returns the sets of arguments, one for each call of the test method. */
    static List<Object[]> of(ExtensionContext context) {
        ProvidedArguments provided = new ProvidedArguments(context);
        for (Annotation annotation : ArgumentSources.of(context.getRequiredTestMethod())) {
            provided.collect(annotation, null, new HashSet<>());
        }
        if (provided.sets.isEmpty()) {
            throw new IllegalStateException("the sources of arguments of " + context.getRequiredTestMethod()
                    + " give none, so nothing would be tested");
        }
        return provided.sets;
    }

    private void collect(Annotation annotation, @Nullable Annotation marked, Set<Class<?>> seen) {
        if (annotation instanceof ArgumentsSource source) {
            addAll(source.value(), marked);
        } else if (seen.add(annotation.annotationType())) {
            for (Annotation meta : ArgumentSources.of(annotation.annotationType())) {
                collect(meta, annotation, seen);
            }
        }
    }

    private void addAll(Class<? extends ArgumentsProvider> type, @Nullable Annotation marked) {
        ArgumentsProvider provider = ReflectionSupport.newInstance(type);
        if (marked != null && provider instanceof Consumer<?> consumer) {
            accept(consumer, marked);
        }
        try (Stream<? extends Arguments> provided = provide(provider)) {
            provided.forEach(arguments -> sets.add(arguments.get()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the arguments of " + context.getRequiredTestMethod() + " are not to be had", e);
        }
    }

    /** Tells a provider the annotation that asks for it: JUnit's contract is that it takes just that one. */
    @SuppressWarnings("unchecked")
    private static void accept(Consumer<?> consumer, Annotation annotation) {
        ((Consumer<Annotation>) consumer).accept(annotation);
    }

    @SuppressWarnings("deprecation") // the only one before JUnit 5.13
    private Stream<? extends Arguments> provide(ArgumentsProvider provider) throws Exception {
        return hasDeclarations() ? DeclaredParameters.provide(provider, context) : provider.provideArguments(context);
    }

    private static boolean hasDeclarations() {
        try {
            Class<?> unused = Class.forName(DECLARATIONS, false, ArgumentsProvider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false; // before JUnit 5.13
        }
    }
}
