package dev.weft.testing.junit;

import dev.weft.internal.explore.TestRun;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One order of a test method: its loop is there from before the methods before the test until after those behind it. */
final class OrderInvocation
        implements TestTemplateInvocationContext,
                BeforeEachCallback,
                AfterEachCallback,
                InvocationInterceptor,
                LifecycleMethodExecutionExceptionHandler {

    private final TestRun run; // the thread of the test
    private final TestArguments arguments; // constant after construction

    OrderInvocation(TestRun run, TestArguments arguments) {
        this.run = run;
        this.arguments = arguments;
    }

    @Override
    public String getDisplayName(int invocationIndex) {
        return "[" + invocationIndex + "] " + arguments.prefix() + run.order();
    }

    @Override
    public List<Extension> getAdditionalExtensions() {
        return List.of(this, arguments);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        CurrentRun.begin(run);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        CurrentRun.callTest(run, invocation, invocationContext.getExecutable());
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        failedBeside(thrown);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        failedBeside(thrown);
    }

    private void failedBeside(Throwable thrown) throws Throwable {
        Throwable failure = run.failedBeside(thrown);
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        CurrentRun.end(context.getExecutionException().isPresent());
    }
}
