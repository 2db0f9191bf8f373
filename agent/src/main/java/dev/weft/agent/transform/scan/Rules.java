package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.Diagnostic;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The rules for code that awaits, one method for each: its number, why it is there, and what to do instead. */
final class Rules {
    private static final String MONITOR = "The monitor would be held while suspended.";
    private static final String SUPPORTED =
            "Only Coroutine, CompletionStage, CompletableFuture and its subclasses with a"
                    + " public no-argument constructor can.";

    private Rules() {}

    static Diagnostic notMarked(Place place, String call, String descriptor, boolean canSuspend) {
        var problem = call + " in a method that is not marked @Async. It is not woven, so it cannot suspend.";
        return place.diagnostic(
                "WEFT-001",
                problem,
                canSuspend
                        ? "Mark the method @Async."
                        : "Mark the method @Async and let it return " + coroutineOf(descriptor)
                                + ", or start the work with Weft.run.");
    }

    static Diagnostic lambda(Place place, String call, String functionalDescriptor) {
        return place.diagnostic(
                "WEFT-002",
                call + " in a lambda that cannot suspend: its functional method returns "
                        + simpleName(Type.getReturnType(functionalDescriptor)) + ". " + SUPPORTED,
                "Pass the lambda as a type whose method returns one of these, such as AsyncCallable, or move the "
                        + call + " out of it.");
    }

    static Diagnostic synchronizedMethod(Place place, boolean awaits) {
        return place.diagnostic(
                "WEFT-003",
                awaits
                        ? "await inside a synchronized method. " + MONITOR
                        : "@Async on a synchronized method. Its body would run outside the call that holds the monitor.",
                "Take synchronized away, and use dev.weft.sync.Lock.");
    }

    static Diagnostic synchronizedBlock(Place place) {
        return place.diagnostic(
                "WEFT-004",
                "await inside a synchronized block. " + MONITOR,
                "Move the await out, or use dev.weft.sync.Lock.");
    }

    static Diagnostic constructor(Place place, String call) {
        return place.diagnostic(
                "WEFT-005",
                call + " in a constructor. An object that is still being made cannot be suspended.",
                "Do it in an @Async factory method and pass the value to the constructor.");
    }

    static Diagnostic staticInitialiser(Place place, String call) {
        return place.diagnostic(
                "WEFT-006",
                call + " in a static initialiser. Every thread that needs the class would wait while it is suspended.",
                "Move it into an @Async method that is called when the class is ready.");
    }

    static Diagnostic returnType(Place place, String descriptor, @Nullable String whyNotMade) {
        var returned = simpleName(Type.getReturnType(descriptor));
        return place.diagnostic(
                "WEFT-007",
                whyNotMade == null
                        ? "an @Async method that returns " + returned + " cannot suspend. " + SUPPORTED
                        : "an @Async method that returns " + returned + " has to make one, and " + whyNotMade + ".",
                "Return " + (whyNotMade == null ? coroutineOf(descriptor) : "CompletableFuture") + ".");
    }

    static Diagnostic nativeMethod(Place place) {
        return place.diagnostic(
                "WEFT-008",
                "@Async on a native method. It has no body that could suspend.",
                "Call it from an @Async method, by Weft.toThread if it blocks.");
    }

    static Diagnostic methodReference(Place place, String functionalDescriptor) {
        return place.diagnostic(
                "WEFT-009",
                "Weft::await as a method reference whose functional method returns "
                        + simpleName(Type.getReturnType(functionalDescriptor)) + " cannot suspend. " + SUPPORTED,
                "Await in the body of an @Async method, or pass a function that returns one of these.");
    }

    static Diagnostic generator(Place place) {
        return place.diagnostic(
                "WEFT-013",
                "async generators, which return AsyncIterator, are not supported yet.",
                "Return Coroutine of a list, or hand each value to a function.");
    }

    static Diagnostic emitOutsideGenerator(Place place) {
        return place.diagnostic(
                "WEFT-014",
                "emit in code that is not an async generator: there is nobody to take the value.",
                "Mark the method @Async and let it return AsyncIterator.");
    }

    static Diagnostic droppedCoroutine(Place place, String callee) {
        return place.diagnostic(
                "WEFT-015",
                "the coroutine that " + callee
                        + " returns is dropped. Nobody can await it any more, so its body never runs.",
                "Await it, or let it run beside this code with createTask.");
    }

    private static String coroutineOf(String descriptor) {
        var type = Type.getReturnType(descriptor);
        return "Coroutine<"
                + switch (type.getSort()) {
                    case Type.VOID -> "Void";
                    case Type.BOOLEAN -> "Boolean";
                    case Type.CHAR -> "Character";
                    case Type.BYTE -> "Byte";
                    case Type.SHORT -> "Short";
                    case Type.INT -> "Integer";
                    case Type.FLOAT -> "Float";
                    case Type.LONG -> "Long";
                    case Type.DOUBLE -> "Double";
                    default -> simpleName(type);
                }
                + ">";
    }

    private static String simpleName(Type type) {
        var name = type.getClassName();
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
