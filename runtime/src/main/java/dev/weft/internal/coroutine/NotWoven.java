package dev.weft.internal.coroutine;

import dev.weft.NotWovenError;
import java.lang.StackWalker.Option;
import java.util.Set;

/** The error of an await that the agent has not woven. */
public final class NotWoven {

    /**
     * A walker that sees hidden classes. The JVM leaves those out of stack traces, and they are one reason why an await
     * is not woven.
     */
    private static final StackWalker WALKER =
            StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

    private static final String START_WITH_AGENT =
            "Start the JVM with the agent: java -javaagent:weft-agent.jar -cp weft-runtime.jar:app.jar app.Main;"
                    + " or weave the program when it is built: java -jar weft-agent.jar weave app.jar";
    private static final String HIDDEN = "It is in a hidden class, and the JVM shows those to no agent."
            + " Define the class through a class loader instead.";

    private NotWoven() {}

    /** Creates the error for the caller of a method of the given class. */
    public static NotWovenError calledFrom(Class<?> api) {
        return WALKER.walk(frames -> frames.filter(frame -> !isOwn(frame.getDeclaringClass(), api))
                .findFirst()
                .map(NotWoven::at)
                .orElseGet(() -> error("unknown code", START_WITH_AGENT)));
    }

    private static NotWovenError at(StackWalker.StackFrame frame) {
        return error(
                frame.toStackTraceElement().toString(),
                frame.getDeclaringClass().isHidden() ? HIDDEN : START_WITH_AGENT);
    }

    private static NotWovenError error(String place, String remedy) {
        return new NotWovenError("await in code that is not woven: " + place + ". " + remedy);
    }

    /** Tells whether a class is the runtime's, or one that the JVM spins behind a lambda or a method handle. */
    private static boolean isOwn(Class<?> type, Class<?> api) {
        return type == api
                || type == NotWoven.class
                || (type.isHidden() && (type.isSynthetic() || type.getName().startsWith("java.lang.invoke.")));
    }
}
