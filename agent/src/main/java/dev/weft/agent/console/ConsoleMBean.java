package dev.weft.agent.console;

/** The bean that answers the commands which look into a JVM, for programs that are started with {@code console=jmx}. */
public interface ConsoleMBean {
    /**
     * Answers a question.
     *
     * @param question the question, as the command of the same version of the agent writes it
     * @return the answer, as that command reads it
     */
    String answer(String question);
}
