package dev.weft.internal.task;

import dev.weft.Future;
import dev.weft.Task;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search for the tasks on which some futures depend, directly or through operations such as a gather: those that are not
 * done, each once, in order. It proceeds in parts, so that a loop can run others between them.
 */
public final class AwaitedTasks {

    private static final int PART = 100; // futures

    private final Deque<Iterator<? extends Future<?>>> ahead = new ArrayDeque<>(); // the thread that searches
    private final Set<Object> seen; // the thread that searches
    private final List<Task<?>> found; // the thread that searches

    /** Creates a search, which copies the collection. */
    AwaitedTasks(Collection<? extends Future<?>> futures) {
        seen = Collections.newSetFromMap(new IdentityHashMap<>(futures.size()));
        found = new ArrayList<>(futures.size());
        ahead.push(List.copyOf(futures).iterator());
    }

    /** Returns a search for the tasks that a task awaits through an operation; null if it awaits none in that way. */
    public static @Nullable AwaitedTasks of(Task<?> task) {
        Future<?> awaited = ((TaskCore<?>) task).waitingFor();
        WaitLink link = awaited == null || awaited.isDone() ? null : Awaited.link(awaited);
        return link == null ? null : new AwaitedTasks(link.dependencies());
    }

    /** Looks at some more futures; false if there are none. */
    public boolean proceed() {
        int left = PART;
        while (left > 0 && !ahead.isEmpty()) {
            Iterator<? extends Future<?>> innermost = ahead.peek();
            if (innermost.hasNext()) {
                look(innermost.next());
                left--;
            } else {
                ahead.pop();
            }
        }
        return !ahead.isEmpty();
    }

    private void look(Future<?> future) {
        FutureCore<?> core = future;
        if (future.isDone() || !seen.add(future)) {
            return;
        }
        if (core instanceof Task<?> task) {
            found.add(task);
        } else if (core.link() != null) {
            ahead.push(List.copyOf(core.link().dependencies()).iterator());
        }
    }

    /** Returns the tasks that were found. */
    public List<Task<?>> found() {
        return found;
    }

    /** Searches to the end. */
    static List<Task<?>> all(Collection<? extends Future<?>> futures) {
        AwaitedTasks search = new AwaitedTasks(futures);
        boolean more = true;
        while (more) {
            more = search.proceed();
        }
        return search.found;
    }
}
