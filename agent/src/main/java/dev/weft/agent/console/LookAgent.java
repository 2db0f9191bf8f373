package dev.weft.agent.console;

import java.lang.instrument.Instrumentation;

/** The agent of a {@link LookJar}: it answers a question, and weaves nothing. */
public final class LookAgent {

    private LookAgent() {}

    /**
     * Called in the other JVM.
     *
     * @param question the question, as {@link ConsoleAnswer} writes it
     * @param instrumentation the running JVM
     */
    public static void agentmain(String question, Instrumentation instrumentation) {
        ConsoleAnswer.answer(question, instrumentation);
    }
}
