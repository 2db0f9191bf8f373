package dev.weft.testing.junit;

import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The annotations of a test method that give it arguments, such as {@code @ValueSource}. They are recognised by name, because a
 * program need not have JUnit's module of parameters.
 */
final class ArgumentSources {

    private static final String SOURCE = "org.junit.jupiter.params.provider.ArgumentsSource";

    private ArgumentSources() {}

    /** Tells whether a test method has a source of arguments. */
    static boolean existFor(Method test) {
        Set<Class<?>> seen = new HashSet<>();
        return of(test).stream().anyMatch(annotation -> leadsToSource(annotation.annotationType(), seen));
    }

    private static boolean leadsToSource(Class<?> annotation, Set<Class<?>> seen) {
        if (annotation.getName().equals(SOURCE)) {
            return true;
        }
        return seen.add(annotation)
                && of(annotation).stream().anyMatch(meta -> leadsToSource(meta.annotationType(), seen));
    }

    /** Returns the annotations of an element; of those that are repeated, each. */
    static List<Annotation> of(AnnotatedElement element) {
        List<Annotation> all = new ArrayList<>();
        for (Annotation annotation : element.getAnnotations()) {
            Method value = repeatedBy(annotation.annotationType());
            if (value == null) {
                all.add(annotation);
            } else {
                all.addAll(List.of((Annotation[]) ReflectionSupport.invokeMethod(value, annotation)));
            }
        }
        return all;
    }

    /** Returns the method that gives the annotations in a container of repeated ones; null if it is none. */
    private static @Nullable Method repeatedBy(Class<?> container) {
        return ReflectionSupport.findMethod(container, "value")
                .filter(value -> {
                    Class<?> repeated = value.getReturnType().getComponentType();
                    Repeatable mark = repeated == null ? null : repeated.getAnnotation(Repeatable.class);
                    return mark != null && mark.value() == container;
                })
                .orElse(null);
    }
}
