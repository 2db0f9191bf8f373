package dev.weft.internal.coroutine;

import dev.weft.NotWovenError;
import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
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

    private static final String THROUGH_THE_JDK =
            "It was called through the JDK, by reflection, a method handle or a method"
                    + " reference. Write the call in the body of an @Async method, where the agent can weave it.";

    private NotWoven() {}

    /** Creates the error for the caller of a method of the given class. */
    public static NotWovenError calledFrom(Class<?> api) {
        return WALKER.walk(frames -> at(
                frames.filter(frame -> !isOwn(frame.getDeclaringClass(), api)).iterator()));
    }

    /** The error for the first frame that is not the JDK's: what reflection looks like inside helps nobody. */
    private static NotWovenError at(Iterator<StackFrame> frames) {
        boolean throughTheJdk = false;
        while (frames.hasNext()) {
            StackFrame frame = frames.next();
            Class<?> type = frame.getDeclaringClass();
            if (!isOfTheJdk(type)) {
                String remedy = throughTheJdk ? THROUGH_THE_JDK : type.isHidden() ? HIDDEN : START_WITH_AGENT;
                return error(frame.toStackTraceElement().toString(), remedy);
            }
            throughTheJdk = true;
        }
        return error("unknown code", throughTheJdk ? THROUGH_THE_JDK : START_WITH_AGENT);
    }

    private static NotWovenError error(String place, String remedy) {
        return new NotWovenError("await in code that is not woven: " + place + ". " + remedy);
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.getModule() == Object.class.getModule();
    }

    /** Tells whether a class is the runtime's, or one that the JVM spins behind a lambda or a method handle. */
    private static boolean isOwn(Class<?> type, Class<?> api) {
        return type == api
                || type == NotWoven.class
                || (type.isHidden() && (type.isSynthetic() || type.getName().startsWith("java.lang.invoke.")));
    }
}
