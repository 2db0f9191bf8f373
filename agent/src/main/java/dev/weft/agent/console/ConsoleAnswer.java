package dev.weft.agent.console;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The agent's part of a look into a JVM: it asks each runtime that is loaded there, in whichever loader. */
public final class ConsoleAnswer {
    /** The system property in which the answer waits to be read. */
    static final String PROPERTY = "dev.weft.agent.answer";

    private static final String ASKED = "console:";

    /** The time for which the answer can be read, in seconds: long for the command, short for the memory of the process. */
    static final int KEPT = 10;

    private static final String RECORDING = "jfr";
    private static final String THREAD = "weft-look";
    private static final String FAILED = "!";
    private static final String ANSWERED = "=";
    private static final String READER = "dev.weft.internal.insight.Console";
    private static final Set<String> LOADED_FIRST =
            Set.of("dev.weft.EventLoop", "dev.weft.internal.coroutine.DetachedCalls");

    private ConsoleAnswer() {}

    /** Returns a question for a text. */
    static String question(String form, boolean values, long watchNanos) {
        return ASKED + form + ":" + values + ":" + watchNanos;
    }

    /** Returns a question for a recording. */
    static String recording(long nanos, Path file) {
        return ASKED + RECORDING + ":" + nanos + ":" + file;
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
        String answer = packed(question, instrumentation);
        System.setProperty(PROPERTY, answer);
        forget(answer, TimeUnit.SECONDS.toMillis(KEPT));
    }

    /** Removes an answer later, unless another one has replaced it. Returns the thread that does so. */
    static Thread forget(String answer, long millis) {
        var thread = new Thread(null, () -> forgetAfter(millis, answer), THREAD, 0, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @SuppressWarnings("ReferenceEquality") // an equal answer to a later question has its own time
    private static void forgetAfter(long millis, String answer) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException early) {
            // the answer is removed at once
        }
        System.getProperties().computeIfPresent(PROPERTY, (name, kept) -> kept == answer ? null : kept);
    }

    /** Returns the answer to a question, or what is wrong, for {@link #unpacked}. */
    static String packed(String question, Instrumentation instrumentation) {
        try {
            return ANSWERED + answered(question.split(":", 4), instrumentation);
        } catch (IllegalStateException refused) {
            return FAILED + "the process cannot tell: " + refused.getMessage();
        } catch (NoClassDefFoundError missing) {
            return FAILED + "the process cannot tell: its Java lacks a module, " + missing.getMessage();
        } catch (ReflectiveOperationException | IOException | RuntimeException failure) {
            Throwable cause = failure instanceof InvocationTargetException ? failure.getCause() : failure;
            return FAILED + "the process cannot tell: "
                    + (cause instanceof IllegalStateException ? cause.getMessage() : cause);
        }
    }

    private static String answered(String[] parts, Instrumentation instrumentation)
            throws ReflectiveOperationException, IOException {
        var loaders = runtimes(instrumentation);
        if (parts[1].equals(RECORDING)) {
            return FlightRecording.record(loaders, Long.parseLong(parts[2]), Path.of(parts[3]), instrumentation);
        }
        var text = new StringBuilder();
        for (ClassLoader loader : loaders) {
            Class<?> reader = Class.forName(READER, true, loader);
            open(reader, instrumentation);
            text.append(text.length() == 0 || text.charAt(text.length() - 1) == '\n' ? "" : "\n");
            text.append(reader.getMethod("answer", String.class, boolean.class, long.class)
                    .invoke(null, parts[1], Boolean.parseBoolean(parts[2]), Long.parseLong(parts[3])));
        }
        return text.toString();
    }

    /** Returns the loaders of the runtimes that have created an event loop, or in which a method that returns a stage waits. */
    private static Set<ClassLoader> runtimes(Instrumentation instrumentation) {
        var loaders = new LinkedHashSet<ClassLoader>();
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (LOADED_FIRST.contains(loaded.getName()) && loaded.getClassLoader() != null) {
                loaders.add(loaded.getClassLoader());
            }
        }
        if (loaders.isEmpty()) {
            throw new IllegalStateException(
                    "it has not created an event loop of Weft, and no method that returns a stage has waited");
        }
        return loaders;
    }

    /** Lets the agent call the reader where the runtime is a named module, which exports it to nobody. */
    static void open(Class<?> reader, Instrumentation instrumentation) {
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
