package dev.weft.agent.differential;

import dev.weft.Async;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One thing to play: a public {@code @Async} method of a sample that takes a script and nothing else.
 *
 * @param sample the name of its class
 * @param method its name
 * @param hot whether it returns a stage
 */
record SampleCase(String sample, String method, boolean hot) {
    /** The cases of a sample, by name: reflection knows no order. */
    static List<SampleCase> of(Class<?> sample) {
        return Arrays.stream(sample.getDeclaredMethods())
                .filter(SampleCase::isCase)
                .map(it -> new SampleCase(
                        sample.getName(), it.getName(), CompletionStage.class.isAssignableFrom(it.getReturnType())))
                .sorted(Comparator.comparing(SampleCase::method))
                .toList();
    }

    private static boolean isCase(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !method.isBridge()
                && method.isAnnotationPresent(Async.class)
                && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Script.class});
    }

    /** The method, of the class as {@code loader} has it, that takes a script of that world. */
    Method method(ClassLoader loader, Class<? extends Trace> script) throws ReflectiveOperationException {
        var found = loader.loadClass(sample).getDeclaredMethod(method, script);
        found.setAccessible(true);
        return found;
    }

    /** Calls what {@link #method} gave, on a new object. */
    static Object call(Method method, Trace script) throws Exception {
        var self = Modifier.isStatic(method.getModifiers())
                ? null
                : method.getDeclaringClass().getConstructor().newInstance();
        try {
            return method.invoke(self, script);
        } catch (InvocationTargetException thrown) {
            throw new AssertionError("an async method threw at the call", thrown.getCause());
        }
    }

    @Override
    public String toString() {
        return sample.substring(sample.lastIndexOf('.') + 1) + "." + method;
    }
}
