package dev.weft.agent.transform.scan;

/** Return types that a refused method could have, as a source file writes them. */
final class SuggestedType {
    private SuggestedType() {}

    /** {@code Coroutine<Integer>} for {@code int}, and for a promise of an {@code Integer}. */
    static String coroutineOf(SourceType returned, boolean isPromise) {
        var value = isPromise ? onlyArgument(returned, "Object") : returned.boxed();
        return "Coroutine<" + value + ">";
    }

    /** {@code CompletableFuture<Integer>} for a subclass of it with this argument. */
    static String stageOf(SourceType returned) {
        var value = onlyArgument(returned, "");
        return value.isEmpty() ? "CompletableFuture" : "CompletableFuture<" + value + ">";
    }

    private static String onlyArgument(SourceType type, String otherwise) {
        return type.arguments().size() == 1 ? type.arguments().get(0) : otherwise;
    }
}
