package dev.weft.agent.console;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agent's part of a look into a JVM: it asks each runtime that is loaded there, in whichever loader. */
public final class ConsoleAnswer {
    /** The system property in which the answer waits to be read. */
    static final String PROPERTY = "dev.weft.agent.answer";

    private static final String ASKED = "console:";

    /** The options that remove the answer. */
    static final String FORGET = ASKED + "forget";

    private static final String FAILED = "!";
    private static final String ANSWERED = "=";
    private static final String READER = "dev.weft.internal.insight.Console";
    private static final String LOADED_FIRST = "dev.weft.EventLoop";

    private ConsoleAnswer() {}

    /** Returns the options of the agent that put a question. */
    static String question(String form, boolean values, long watchNanos) {
        return ASKED + form + ":" + values + ":" + watchNanos;
    }

    /**
     * Tells whether the options of the agent are a question, and no options.
     *
     * @param options the options, or null
     * @return true if they are
     */
    public static boolean isAsked(@Nullable String options) {
        return options != null && options.startsWith(ASKED);
    }

    /**
     * Answers a question.
     *
     * @param question the options of the agent
     * @param instrumentation the running JVM
     */
    public static void answer(String question, Instrumentation instrumentation) {
        if (question.equals(FORGET)) {
            System.clearProperty(PROPERTY);
            return;
        }
        String[] parts = question.split(":", -1);
        String answer;
        try {
            answer =
                    ANSWERED + ask(parts[1], Boolean.parseBoolean(parts[2]), Long.parseLong(parts[3]), instrumentation);
        } catch (ReflectiveOperationException | RuntimeException failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            answer = FAILED + "the process cannot tell: " + cause;
        }
        System.setProperty(PROPERTY, answer);
    }

    private static String ask(String form, boolean values, long watchNanos, Instrumentation instrumentation)
            throws ReflectiveOperationException {
        var loaders = new LinkedHashSet<ClassLoader>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(LOADED_FIRST) && loaded.getClassLoader() != null) {
                loaders.add(loaded.getClassLoader());
            }
        }
        var text = new StringBuilder();
        for (ClassLoader loader : loaders) {
            Class<?> reader = Class.forName(READER, true, loader);
            open(reader, instrumentation);
            text.append(text.length() == 0 || text.charAt(text.length() - 1) == '\n' ? "" : "\n");
            text.append(reader.getMethod("answer", String.class, boolean.class, long.class)
                    .invoke(null, form, values, watchNanos));
        }
        if (loaders.isEmpty()) {
            throw new IllegalStateException("it has not created an event loop of Weft");
        }
        return text.toString();
    }

    /** Lets the agent call the reader where the runtime is a named module, which exports it to nobody. */
    private static void open(Class<?> reader, Instrumentation instrumentation) {
        Module runtime = reader.getModule();
        if (runtime.isNamed()) {
            var exported = Map.of(reader.getPackageName(), Set.of(ConsoleAnswer.class.getModule()));
            instrumentation.redefineModule(runtime, Set.of(), exported, Map.of(), Set.of(), Map.of());
        }
    }

    /**
     * Returns the text of an answer.
     *
     * @throws IOException with a sentence if there is none
     */
    static String unpacked(@Nullable String answer) throws IOException {
        if (answer == null) {
            throw new IOException("the process has not answered: it may have loaded the agent of another version");
        }
        if (answer.startsWith(FAILED)) {
            throw new IOException(answer.substring(FAILED.length()) + ".");
        }
        return answer.substring(ANSWERED.length());
    }
}
