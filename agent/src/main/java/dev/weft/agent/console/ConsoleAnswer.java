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
    /** What the names of the system properties begin with in which the answers wait to be read. */
    private static final String PROPERTY = "dev.weft.agent.answer.";

    private static final String ASKED = "console:";
    private static final String KEY_END = "@"; // in no key

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

    /** Returns the options of the agent for a question whose answer has a key, so that looks at the same time do not get each other's. */
    static String keyed(String question, String key) {
        return ASKED + key + KEY_END + question;
    }

    /** Returns the name of the system property in which the answer with a key waits to be read. */
    static String property(String key) {
        return PROPERTY + key;
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
     * @param options the options of the agent: a question with the key of its answer
     * @param instrumentation the running JVM
     */
    public static void answer(String options, Instrumentation instrumentation) {
        int end = options.indexOf(KEY_END);
        if (end < 0) {
            return; // a command of another version, which says so when it finds no answer
        }
        var property = property(options.substring(ASKED.length(), end));
        System.setProperty(property, packed(options.substring(end + 1), instrumentation));
        forget(property, TimeUnit.SECONDS.toMillis(KEPT));
    }

    /** Removes an answer later. Returns the thread that does so. */
    static Thread forget(String property, long millis) {
        var thread = new Thread(null, () -> forgetAfter(millis, property), THREAD, 0, false);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void forgetAfter(long millis, String property) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException early) {
            // the answer is removed at once
        }
        System.clearProperty(property);
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
