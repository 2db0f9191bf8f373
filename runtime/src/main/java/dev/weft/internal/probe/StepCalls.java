package dev.weft.internal.probe;

import dev.weft.Awaitable;
import dev.weft.Future;
import dev.weft.Task;
import dev.weft.abi.Frame;
import dev.weft.internal.loop.Activity;
import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.probe.KnownClasses.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one run, as far as they tell what its steps touch: each leaves its traces in a {@link Footprint}. Loop thread
 * only.
 *
 * <ol>
 *   <li>A call of an object of Weft writes that object, and reads {@link Footprint#RUNTIME}; one that may touch more
 *       writes {@code RUNTIME}.
 *   <li>An await of a task writes the task that awaits as well, because it may close a circle of tasks.
 *   <li>Any call that is not known makes the step opaque.
 *   <li>An object that Weft keeps, and whose own code is not known, may be called in any later step.
 * </ol>
 */
public final class StepCalls {

    private static final String SYNC = "dev.weft.sync";
    private static final String SORTED = SYNC + ".PriorityQueue"; // which calls a comparator
    private static final String PART = "(state)"; // of an object of Weft: no field has such a name

    private final Footprint footprint; // constant after construction
    private final RaceDetector detector; // constant after construction
    private final WeftFrames frames; // constant after construction

    StepCalls(Footprint footprint, RaceDetector detector, WeftFrames frames) {
        this.frames = frames;
        this.footprint = footprint;
        this.detector = detector;
    }

    /** Notes a call of which nothing is known. */
    public void unknown() {
        footprint.blur();
    }

    /** Notes a call that touches Weft's own state. */
    public void runtime() {
        footprint.write(Footprint.RUNTIME);
    }

    /** Notes a call that touches one object of Weft. */
    public void touches(@Nullable Object object) {
        if (object != null) {
            footprint.read(Footprint.RUNTIME);
            footprint.write(detector.number(object, PART));
        }
    }

    /** Notes a call of an object of Weft, which touches nothing else, or of a subclass of the program's. */
    public void calls(@Nullable Object object, boolean touchesMore) {
        if (object == null) {
            return;
        }
        if (KnownClasses.kindOf(object.getClass()) != Kind.WEFT
                || object.getClass().getName().equals(SORTED)) {
            footprint.blur();
        } else if (touchesMore) {
            runtime();
        } else {
            touches(object);
        }
    }

    /** Notes a call whose code depends on the receiver. */
    public void receiver(@Nullable Object receiver) {
        if (receiver != null) {
            Kind kind = KnownClasses.kindOf(receiver.getClass());
            if (kind != Kind.PROBED && kind != Kind.VALUE) {
                footprint.blur();
            }
        }
    }

    /** Notes a call of a collection. */
    public void collection(@Nullable Object collection) {
        if (collection != null) {
            Kind kind = KnownClasses.kindOf(collection.getClass());
            if (kind == Kind.COLLECTION) {
                footprint.write(detector.number(collection, PART)); // also by a read: it may throw, or move an entry
            } else if (kind != Kind.PROBED) {
                footprint.blur();
            }
        }
    }

    /** Notes an object whose methods a call may call. */
    public void uses(@Nullable Object argument) {
        if (argument instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                footprint.read(detector.number(array, i));
                uses(array[i]);
            }
        } else if (argument != null && !isKnown(argument)) {
            footprint.blur();
        }
    }

    /** Notes an object whose methods may be called in any later step, too. */
    public void keeps(@Nullable Object argument) {
        if (argument != null && !isKnown(argument)) {
            footprint.lose();
        }
    }

    private static boolean isKnown(Object argument) {
        Kind kind = KnownClasses.kindOf(argument.getClass());
        return kind != Kind.UNKNOWN && kind != Kind.COLLECTION;
    }

    /** Notes a write of an element. */
    public void stores(@Nullable Object array, int index) {
        if (array != null) {
            footprint.write(detector.number(array, index));
        }
    }

    /** Notes an await. */
    public void awaits(@Nullable Object awaited) {
        if (awaited instanceof Frame<?> frame) {
            starts(frame);
        } else if (awaited instanceof Task<?> task) {
            Activity by = running();
            touches(by);
            touches(task);
        } else if (awaited != null && awaited.getClass() == Future.class) {
            touches(awaited);
        } else if (awaited instanceof Future<?>) {
            runtime();
        } else if (awaited instanceof Awaitable<?> || awaited != null) {
            footprint.blur();
        }
    }

    /** Notes an activation that is about to begin. */
    public void starts(Frame<?> frame) {
        Object lambda = frames.lambdaOf(frame);
        if (lambda != null && KnownClasses.kindOf(lambda.getClass()) != Kind.PROBED) {
            footprint.blur();
        }
        resumes(frame);
    }

    /** Notes an activation at which or within which a step begins. */
    public void resumes(Frame<?> frame) {
        Kind kind = KnownClasses.kindOf(frame.getClass());
        if (kind == Kind.WEFT) {
            ofWeft(frame);
        } else if (kind != Kind.PROBED) {
            footprint.blur();
        }
    }

    private void ofWeft(Frame<?> frame) {
        if (frame.getClass().getPackageName().equals(SYNC)) {
            runtime();
        } else if (!frames.touchesNothing(frame)) {
            footprint.blur();
        }
    }

    private static @Nullable Activity running() {
        LoopCore core = LoopCore.current();
        return core == null ? null : core.running;
    }
}
