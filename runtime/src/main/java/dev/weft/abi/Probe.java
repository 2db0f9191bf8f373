package dev.weft.abi;

import dev.weft.Coroutine;
import dev.weft.internal.probe.ProbedRun;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The probes that the agent puts into code under test ({@code test=}). On a thread that runs no test's loop they do nothing.
 *
 * <p>A variable has a name, such as {@code app.Account.balance}; a place is a line of the source, as
 * {@code app.Account#withdraw#Account.java#21}.
 */
public final class Probe {

    /** A read of a collection. */
    public static final int READ = 1;

    /** A write of one entry, or one that adds to the collection. */
    public static final int WRITE = 2;

    /** A write that concerns each entry. */
    public static final int WRITE_ALL = 4;

    private static final String NULL_KEY = "null";

    static {
        ProbedRun.notePresence();
    }

    private Probe() {}

    /**
     * A field is about to be read.
     *
     * @param owner the object; null for a static field, and where the read is about to fail
     * @param field the field
     * @param place where
     */
    public static void read(@Nullable Object owner, String field, String place) {
        ProbedRun run = ProbedRun.current();
        if (run != null && owner != null) {
            run.read(owner, field, place);
        }
    }

    /**
     * A field is about to be written.
     *
     * @param owner the object; null for a static field, and where the write is about to fail
     * @param field the field
     * @param place where
     */
    public static void write(@Nullable Object owner, String field, String place) {
        ProbedRun run = ProbedRun.current();
        if (run != null && owner != null) {
            run.write(owner, field, display(field), place);
        }
    }

    /**
     * A static field is about to be read.
     *
     * @param field the field
     * @param place where
     */
    public static void readStatic(String field, String place) {
        read(field, field, place);
    }

    /**
     * A static field is about to be written.
     *
     * @param field the field
     * @param place where
     */
    public static void writeStatic(String field, String place) {
        write(field, field, place);
    }

    /**
     * An element of an array is about to be read.
     *
     * @param array the array; null where the read is about to fail
     * @param index the index
     * @param place where
     */
    public static void readElement(@Nullable Object array, int index, String place) {
        ProbedRun run = ProbedRun.current();
        if (run != null && array != null) {
            run.read(array, index, place);
        }
    }

    /**
     * An element of an array is about to be written.
     *
     * @param array the array; null where the write is about to fail
     * @param index the index
     * @param name the name of the array
     * @param place where
     */
    public static void writeElement(@Nullable Object array, int index, String name, String place) {
        ProbedRun run = ProbedRun.current();
        if (run != null && array != null) {
            run.write(array, index, display(name) + "[" + index + "]", place);
        }
    }

    /**
     * A method of a collection, or of an atomic variable, is about to be called.
     *
     * @param collection the object; null where the call is about to fail
     * @param access what the method does: {@link #READ}, {@link #WRITE}, both, or {@link #WRITE_ALL}
     * @param name the name of the variable that holds the object
     * @param place where
     */
    public static void access(@Nullable Object collection, int access, String name, String place) {
        ProbedRun run = ProbedRun.current();
        if (run == null || collection == null || !isOfJdk(collection)) {
            return;
        }
        if ((access & READ) != 0) {
            run.readContent(collection, place);
        }
        if ((access & WRITE) != 0) {
            run.writeContent(collection, display(name), place);
        }
        if ((access & WRITE_ALL) != 0) {
            run.writeAll(collection, display(name), place);
        }
    }

    /**
     * A method of a collection that concerns one entry is about to be called.
     *
     * @param collection the object; null where the call is about to fail
     * @param key the key of the entry, the element of a set, or the index of a list
     * @param access what the method does: {@link #READ}, {@link #WRITE} or both
     * @param name the name of the variable that holds the object
     * @param place where
     */
    public static void accessEntry(
            @Nullable Object collection, @Nullable Object key, int access, String name, String place) {
        ProbedRun run = ProbedRun.current();
        if (run == null || collection == null || !isOfJdk(collection)) {
            return;
        }
        Object part = key == null ? NULL_KEY : key;
        if ((access & READ) != 0) {
            run.read(collection, part, place);
        }
        if ((access & WRITE) != 0) {
            run.writeEntry(collection, part, display(name), place);
        }
    }

    /**
     * A call that blocks is about to be made.
     *
     * @param call the call, such as {@code Thread.sleep}
     * @param remedy what to do instead
     */
    public static void blocks(String call, String remedy) {
        ProbedRun run = ProbedRun.current();
        if (run != null) {
            run.watch().blocks(call, remedy);
        }
    }

    /**
     * A call is about to be made that blocks unless something has happened already.
     *
     * @param awaited what it waits for; a future that is done does not block
     * @param call the call, such as {@code Future.get}
     * @param remedy what to do instead
     */
    public static void blocksOn(@Nullable Object awaited, String call, String remedy) {
        ProbedRun run = ProbedRun.current();
        if (run != null && !(awaited instanceof Future<?> future && future.isDone())) {
            run.watch().blocks(call, remedy);
        }
    }

    /**
     * A call of an {@code @Async} method has made its coroutine.
     *
     * @param made the coroutine, which has not started
     * @param method the method, such as {@code app.Bank.debit}
     * @return what the caller gets
     */
    public static Coroutine<?> called(Coroutine<?> made, String method) {
        ProbedRun run = ProbedRun.current();
        return run == null ? made : run.watch().called(method, made);
    }

    /** Whether an object's class is one of the JDK: the code of any other has probes of its own. */
    private static boolean isOfJdk(Object object) {
        return object.getClass().getClassLoader() == null;
    }

    /** The name of a variable without the package of its class. */
    private static String display(String name) {
        int member = name.lastIndexOf('.');
        int type = member < 0 ? -1 : Math.max(name.lastIndexOf('.', member - 1), name.lastIndexOf('$', member - 1));
        return name.substring(type + 1);
    }
}
