package dev.weft.testing.junit;

import dev.weft.Coroutine;
import dev.weft.internal.explore.TestRun;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * The runner of {@link WeftTest}s. JUnit creates it because that annotation asks for it.
 *
 * <p>Each order is an invocation of its own, with a fresh test instance. The methods before and after each test that await
 * run on the loop of the test. JUnit's sources of arguments, such as {@code @ValueSource}, give each set of arguments its orders. Beside
 * another annotation that repeats a test, such as {@code @ParameterizedTest}, that one makes the invocations, each in the loop's own order.
 */
public final class WeftExtension
        implements TestTemplateInvocationContextProvider, BeforeEachCallback, AfterEachCallback, InvocationInterceptor {

    /** Creates the extension; for JUnit. */
    public WeftExtension() {}

    /**
     * Runs the body of a test method, or of one that runs before or after each test, until it has ended. Woven code calls
     * this; outside a {@link WeftTest} the coroutine gets a loop of its own, in virtual time.
     *
     * @param body what the method does
     * @throws Exception what the body throws, as the same object
     */
    public static void run(Coroutine<?> body) throws Exception {
        CurrentRun.run(body);
    }

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .filter(method -> !isRepeatedByOthers(method))
                .isPresent();
    }

    private static boolean isRepeatedByOthers(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType())
                .filter(type -> type != WeftTest.class && !AnnotationSupport.isAnnotated(type, WeftTest.class))
                .anyMatch(type -> AnnotationSupport.isAnnotated(type, TestTemplate.class));
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        List<Object[]> sets = ArgumentSources.existFor(context.getRequiredTestMethod())
                ? ProvidedArguments.of(context)
                : List.<Object[]>of(new Object[0]);
        OrderIterator orders = new OrderIterator(annotationOf(context), sets);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(orders, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private static WeftTest annotationOf(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), WeftTest.class)
                .orElseThrow();
    }

    /** Begins the only order of an invocation that another annotation asks for. */
    @Override
    public void beforeEach(ExtensionContext context) {
        if (!isRepeatedByOthers(context.getRequiredTestMethod())) {
            return; // OrderInvocation does it
        }
        WeftTest test = annotationOf(context);
        if (test.orders() > 1 || test.cancelEverywhere()) {
            throw new IllegalStateException("@WeftTest with several orders makes the invocations itself: leave out the"
                    + " other annotation that repeats the test, or orders and cancelEverywhere");
        }
        CurrentRun.begin(Objects.requireNonNull(OrderIterator.orders(test).next()));
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        TestRun run = CurrentRun.orNull();
        if (run == null || !isRepeatedByOthers(extensionContext.getRequiredTestMethod())) {
            invocation.proceed();
            return;
        }
        CurrentRun.callTest(run, invocation, invocationContext.getExecutable());
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        if (isRepeatedByOthers(context.getRequiredTestMethod())) {
            CurrentRun.end(context.getExecutionException().isPresent());
        }
    }
}
