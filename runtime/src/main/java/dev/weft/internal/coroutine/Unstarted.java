package dev.weft.internal.coroutine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines that were created on one loop and have not started, for the report of those that never will.
 *
 * <p>It is a stack whose top is a field of its own. Nearly every coroutine is awaited, or becomes a task, right after
 * it was created, while it is on top: it is popped for the price of a comparison. Others stay until they are on top or
 * the stack is full; those that have started by then are removed. If that does not make room, the older half is
 * forgotten and will not be reported, so that a program which creates coroutines in bulk, or leaks them, does not pay
 * for it with its memory.
 */
public final class Unstarted {

    private static final int SMALLEST = 16;
    private static final int LARGEST = 1 << 12; // 16 KB

    private @Nullable Activation<?> latest; // loop thread: the top
    private @Nullable Activation<?>[] stack = new Activation<?>[SMALLEST]; // loop thread: the entries below the top
    private int count; // loop thread
    private @Nullable Map<Object, Throwable> origins; // loop thread: the places of creation, in debug mode

    /** Creates an empty stack. */
    public Unstarted() {}

    /** Adds a new coroutine. */
    public void made(Activation<?> coroutine) {
        Activation<?> before = latest;
        latest = coroutine;
        if (before != null) {
            push(before);
        }
        if (origins != null) {
            origins.put(coroutine, new Throwable("made here"));
        }
    }

    /** Switches the notes of the places where coroutines are created. */
    public void noteOrigins(boolean wanted) {
        origins = wanted ? new WeakHashMap<>() : null;
    }

    /** Returns the place where a coroutine was created; null if it was not noted. */
    @Nullable
    Throwable originOf(Object coroutine) {
        return origins == null ? null : origins.get(coroutine);
    }

    private void push(Activation<?> coroutine) {
        if (count == stack.length) {
            makeRoom();
        }
        stack[count++] = coroutine;
    }

    /** Removes a coroutine that starts, or has an owner that will start it. */
    public void taken(Activation<?> coroutine) {
        if (latest == coroutine) {
            latest = null;
            dropBegun();
        } else if (count > 0 && stack[count - 1] == coroutine) {
            stack[--count] = null;
            dropBegun();
        }
    }

    private void dropBegun() {
        for (int top = count - 1; top >= 0; top--) {
            Activation<?> coroutine = stack[top];
            if (coroutine == null || coroutine.isUnstarted()) {
                return;
            }
            stack[top] = null;
            count = top;
        }
    }

    private void makeRoom() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            Activation<?> coroutine = stack[i];
            if (coroutine != null && coroutine.isUnstarted()) {
                stack[kept++] = coroutine;
            }
        }
        Arrays.fill(stack, kept, count, null);
        count = kept;
        if (kept <= stack.length / 2) {
            return;
        }
        if (stack.length < LARGEST) {
            stack = Arrays.copyOf(stack, stack.length * 2);
        } else {
            forgetOlderHalf();
        }
    }

    private void forgetOlderHalf() {
        int half = count / 2;
        System.arraycopy(stack, half, stack, 0, count - half);
        Arrays.fill(stack, count - half, count, null);
        count -= half;
    }

    /** Removes all coroutines and returns those that have not started, the oldest first. */
    public List<Activation<?>> drain() {
        List<Activation<?>> left = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Activation<?> coroutine = stack[i];
            if (coroutine != null && coroutine.isUnstarted()) {
                left.add(coroutine);
            }
        }
        if (latest != null && latest.isUnstarted()) {
            left.add(latest);
        }
        Arrays.fill(stack, null);
        count = 0;
        latest = null;
        return left;
    }
}
