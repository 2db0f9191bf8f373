package dev.weft;

/** What an await throws that the agent has not woven. */
final class NotWoven {

    private static final StackWalker WALKER = StackWalker.getInstance();

    private NotWoven() {}

    static NotWovenError here() {
        String place = WALKER.walk(frames -> frames.filter(frame -> !isOwn(frame.getClassName()))
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("unknown code"));
        return new NotWovenError(
                "await in code that is not woven: " + place
                        + ". Start the JVM with the agent: java -javaagent:weft-agent.jar -cp weft-runtime.jar:app.jar app.Main");
    }

    private static boolean isOwn(String className) {
        return className.equals("dev.weft.Weft") || className.equals("dev.weft.NotWoven");
    }
}
