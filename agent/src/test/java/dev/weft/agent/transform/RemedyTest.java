package dev.weft.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.transform.message.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every combination of what can be wrong with one method: a program that follows the message once is woven. */
class RemedyTest {
    private static final Pattern RETURNED = Pattern.compile("[Rr]eturns? ([\\w.]+(<[\\w.]+>)?)");

    /**
     * A method, or a lambda, with one suspension call.
     *
     * @param mark its annotation, or empty
     * @param isSynchronized whether the method is
     * @param type its return type, or the functional interface of the lambda
     * @param isInBlock whether the call stands in a synchronized block
     * @param call the call
     */
    record Shape(String mark, boolean isSynchronized, String type, boolean isInBlock, String call) {
        private String method() {
            var modifier = isSynchronized ? "synchronized " : "";
            return mark + " " + modifier + type + " f() { " + statement() + " " + end() + " }";
        }

        private String lambda() {
            var end = type.equals("Runnable") ? "" : "return completed(1);";
            return type + " f = () -> { " + statement() + " " + end + " };";
        }

        private String statement() {
            return isInBlock ? "synchronized (this) { " + call + "; }" : call + ";";
        }

        private String end() {
            return switch (type) {
                case "void" -> "";
                case "int" -> "return 1;";
                case "AsyncIterator<Integer>" -> "return AsyncIterator.end();";
                case "Coroutine<Integer>", "Coroutine<Void>" -> "return completed(null);";
                default -> "return null;";
            };
        }

        private Shape mended(String remedy) {
            boolean isMarked = remedy.contains("ark the method @") || remedy.contains("Emit in an @Async method");
            boolean isMovedOut = remedy.contains("Move the await out") || remedy.contains("Move the emit out");
            var returned = RETURNED.matcher(remedy);
            var otherType = remedy.contains("AsyncCallable") ? "AsyncCallable<Integer>" : type;
            return new Shape(
                    isMarked ? "@dev.weft.Async" : mark,
                    isSynchronized && !remedy.contains("Remove synchronized"),
                    returned.find() ? generic(returned.group(1)) : otherType,
                    isInBlock && !isMovedOut,
                    call);
        }

        private static String generic(String type) {
            return type.equals("AsyncIterator") ? "AsyncIterator<Integer>" : type;
        }
    }

    static Stream<Shape> methods() {
        var shapes = new ArrayList<Shape>();
        var types = List.of(
                "Coroutine<Integer>",
                "AsyncIterator<Integer>",
                "CompletableFuture<Integer>",
                "Future<Integer>",
                "Hidden<Integer>",
                "int",
                "void");
        for (var mark : List.of("", "@dev.weft.Async", "@Other.Async")) {
            for (var type : types) {
                for (var call : List.of("await(c)", "emit(1)")) {
                    for (int monitors = 0; monitors < 4; monitors++) {
                        shapes.add(new Shape(mark, (monitors & 1) != 0, type, (monitors & 2) != 0, call));
                    }
                }
            }
        }
        return shapes.stream();
    }

    static Stream<Shape> lambdas() {
        return Stream.of("Runnable", "AsyncCallable<Integer>", "Callable<Object>")
                .flatMap(type -> Stream.of(true, false).map(block -> new Shape("", false, type, block, "await(c)")));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void method_afterItsMessageWasFollowedOnce_isWoven(Shape shape) {
        var told = told(shape.method());
        if (!told.isEmpty()) {
            assertThat(told(shape.mended(told.get(0).remedy()).method())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("lambdas")
    void lambda_afterItsMessageWasFollowedOnce_isWoven(Shape shape) {
        var told = told(shape.lambda());
        if (!told.isEmpty()) {
            assertThat(told(shape.mended(told.get(0).remedy()).lambda())).isEmpty();
        }
    }

    /** What the weaver says of a class with a member. */
    private static List<Diagnostic> told(String member) {
        var source = """
                import static dev.weft.Weft.*;
                import dev.weft.*;
                import java.util.concurrent.*;
                import java.util.concurrent.Future;
                class A {
                    Coroutine<Integer> c;
                    static class Hidden<T> extends CompletableFuture<T> { private Hidden() {} }
                """ + member + " } class Other { @interface Async {} }";
        var reporter = new RecordingReporter();
        var classes = CompiledSources.compile("A", source, "-nowarn");
        AsyncClassTransformer.create(reporter, null, true)
                .transform(classes.get("A"), RemedyTest.class.getClassLoader());
        return reporter.told;
    }
}
