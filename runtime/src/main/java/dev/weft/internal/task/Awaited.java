package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.Task;
import dev.weft.Waitable;
import dev.weft.internal.coroutine.Fatal;
import dev.weft.internal.loop.OneLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The object for which the awaiters of a pending future wait, for dumps.
 *
 * @param kind its kind
 * @param what a few words for it
 * @param on the tasks whose next move could end the wait, those that are not done
 * @param stage the stage that is to end, or null
 */
public record Awaited(
        Kind kind, String what, List<Task<?>> on, @Nullable CompletionStage<?> stage) {

    private static final Pattern LINE_BREAKS = Pattern.compile("\\R");

    /** The kinds of objects that tasks wait for. */
    public enum Kind {
        /** A task, or several by way of a gather, a group or another operation. */
        TASK,
        /** An object that names itself. */
        WAITABLE,
        /** A peer or the operating system. */
        CHANNEL,
        /** Code on another thread. */
        THREAD,
        /** A stage of the JDK or of another library. */
        STAGE,
        /** A plain future. */
        FUTURE
    }

    /** Copies the list. */
    public Awaited {
        on = List.copyOf(on);
    }

    /**
     * Returns the object for which the awaiters of a future wait.
     *
     * @param future the future
     * @param here false if the calling thread is not the loop's, so that no code of the program may be called
     */
    public static Awaited of(Future<?> future, boolean here) {
        return of(future, here, null);
    }

    /**
     * Returns the object for which the awaiters of a future wait, given a search for its tasks.
     *
     * @param future the future
     * @param here false if the calling thread is not the loop's
     * @param searched the search, which is over; null for one that is made here
     */
    public static Awaited of(Future<?> future, boolean here, @Nullable AwaitedTasks searched) {
        WaitLink operation = link(future);
        if (operation != null) {
            return new Awaited(
                    Kind.TASK,
                    operation.progress(),
                    searched == null ? AwaitedTasks.all(operation.dependencies()) : searched.found(),
                    null);
        }
        FutureCore<?> core = future;
        if (core instanceof TaskCore<?> task) {
            return new Awaited(Kind.TASK, task.nameOrNumber(), List.of((Task<?>) task), null);
        }
        if (core instanceof WaitableFuture<?> named) {
            return of(named.awaited(), here);
        }
        if (core instanceof StageFuture<?> stage) {
            Waitable call = stage.call();
            return call == null
                    ? new Awaited(Kind.STAGE, identity(stage.stage()), List.of(), stage.stage())
                    : new Awaited(Kind.THREAD, call.describeWait(), List.of(), stage.stage());
        }
        return new Awaited(Kind.FUTURE, identity(future), List.of(), null);
    }

    /** Returns what an object says of a wait for it, also if that fails; on the thread of its loop. */
    public static Awaited of(Waitable object) {
        return of(object, true);
    }

    private static Awaited of(Waitable object, boolean here) {
        if (!here && !isOurs(object.getClass())) {
            return new Awaited(Kind.WAITABLE, identity(object), List.of(), null);
        }
        return new Awaited(kindOf(object), described(object), holders(object), null);
    }

    /** Tells whether a class is the runtime's own: on the class path, a module and a loader do not tell that. */
    private static boolean isOurs(Class<?> type) {
        String name = type.getPackageName();
        return type.getClassLoader() == Awaited.class.getClassLoader()
                && (name.equals("dev.weft")
                        || name.equals("dev.weft.sync")
                        || name.equals("dev.weft.net")
                        || name.startsWith("dev.weft.internal."));
    }

    private static Kind kindOf(Waitable object) {
        if (object instanceof ChannelWait) {
            return Kind.CHANNEL;
        }
        return object instanceof ThreadWait ? Kind.THREAD : Kind.WAITABLE;
    }

    /** Returns the operation through which the awaiters of a future wait for others, or null. */
    static @Nullable WaitLink link(Future<?> future) {
        FutureCore<?> core = future;
        if (core instanceof TaskCore<?>) {
            return null;
        }
        if (core instanceof WaitableFuture<?> named) {
            return named.awaited() instanceof WaitLink link ? link : null;
        }
        return core.link();
    }

    /** Returns the words of an object for a wait, on one line; a look must not fail because the program's code does. */
    private static String described(Waitable object) {
        String words;
        try {
            words = object.describeWait();
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            return identity(object) + ", whose describeWait() threw "
                    + thrown.getClass().getName();
        }
        return words == null
                ? identity(object)
                : OneLine.of(LINE_BREAKS.matcher(words).replaceAll(" "));
    }

    /** Returns the holders that are not done; none if the program's code fails. */
    private static List<Task<?>> holders(Waitable object) {
        Collection<Task<?>> tasks;
        try {
            tasks = object.holders();
        } catch (Throwable thrown) {
            Fatal.rethrow(thrown);
            return List.of();
        }
        List<Task<?>> pending = new ArrayList<>();
        if (tasks != null) {
            for (Task<?> task : tasks) {
                if (task != null && !task.isDone()) {
                    pending.add(task);
                }
            }
        }
        return pending;
    }

    /** Returns class and identity of an object: no code of the program is called. */
    public static String identity(Object object) {
        String name = object.getClass().getName();
        String simple = name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
        return simple + "@" + Integer.toHexString(System.identityHashCode(object));
    }
}
