package dev.weft.internal.coroutine;

import dev.weft.abi.Frame;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A reader of suspended activations: their places, and the live local variables that their fields keep. It remembers how
 * the frames of each method are laid out for as long as it lives, so one reader reads all that is of one moment.
 */
public final class FrameReader {

    /**
     * An activation.
     *
     * @param place the line at which it is suspended
     * @param locals its live local variables
     */
    public record View(StackTraceElement place, List<Value> locals) {}

    /**
     * A local variable.
     *
     * @param name its name
     * @param descriptor the descriptor of its declared type
     * @param readable false if the module of the program does not open the class to reflection
     * @param value its value
     */
    public record Value(
            String name,
            String descriptor,
            boolean readable,
            @Nullable Object value) {}

    private static final int MOST_RETURNED = 1_000; // more than that is a stage that ends with itself

    /* By class and description: a record as the key would hold up the loop, because the JVM makes its methods at the first call. */
    private final Map<Class<?>, Map<String, Layout>> layouts = new HashMap<>(); // the thread that reads

    /** Creates a reader that knows no layout yet. */
    public FrameReader() {}

    /** Returns the activations of a chain, the innermost first. */
    public List<View> chain(Frame<?> leaf) {
        List<View> views = new ArrayList<>();
        for (Frame<?> frame = leaf; frame != null; frame = frame.parent) {
            views.add(view(frame, frame.describe(), frame.point));
        }
        return views;
    }

    /** Returns an activation that returns a stage, behind those of the coroutine that it awaits outside any loop. */
    public List<View> call(StageAwaiter activation) {
        DetachedExecution coroutine = DetachedExecution.of(activation.awaitedNow());
        List<View> views = coroutine == null ? new ArrayList<>() : chain(coroutine.innermost());
        views.add(view(activation, activation.describe(), activation.position()));
        return views;
    }

    /** Returns the line at which an activation that returns a stage is suspended. */
    public StackTraceElement place(StageAwaiter activation) {
        return view(activation, activation.describe(), activation.position()).place();
    }

    /** Returns the stage whose end the innermost activation of a call awaits, or null. */
    public static @Nullable CompletionStage<?> awaited(StageAwaiter activation) {
        CompletionStage<?> stage = activation.awaitedNow();
        DetachedExecution coroutine = DetachedExecution.of(stage);
        return behind(coroutine == null ? stage : coroutine.awaitedNow());
    }

    /** Returns the pending stage that the body of a call has returned, in place of its own, and so on. */
    public static @Nullable CompletionStage<?> behind(@Nullable CompletionStage<?> stage) {
        CompletionStage<?> innermost = stage;
        for (int i = 0; i < MOST_RETURNED && innermost instanceof OwnStage own; i++) {
            if (!(own.source() instanceof ReturnedStage rest)) {
                break;
            }
            innermost = rest.awaitedStage();
        }
        return innermost;
    }

    /** Returns the suspended call that completes a stage, if it began outside any loop; else null. */
    public static @Nullable StageAwaiter detachedCall(CompletionStage<?> stage) {
        if (stage instanceof OwnStage own
                && own.source() instanceof StageAwaiter call
                && call.ownStage() == stage
                && call.home() == null
                && call.position() > 0) {
            return call;
        }
        return null;
    }

    /** Returns the stage that an activation completes, or null. */
    public static @Nullable CompletionStage<?> completed(StageAwaiter activation) {
        return activation.ownStage();
    }

    /** Returns the class and the name of the method of an activation that returns a stage. */
    public static String nameOf(StageAwaiter activation) {
        return activation.name();
    }

    private View view(Object frame, String description, int point) {
        Map<String, Layout> ofType = layouts.get(frame.getClass());
        if (ofType == null) {
            ofType = new HashMap<>();
            layouts.put(frame.getClass(), ofType);
        }
        Layout layout = ofType.get(description);
        if (layout == null) {
            layout = Layout.of(frame.getClass(), description);
            ofType.put(description, layout);
        }
        return new View(layout.description.at(point), layout.values(frame, point));
    }

    /** The fields in which the frames of one method keep the live variables, for each suspension point. */
    private record Layout(FrameDescription description, List<List<Saved>> saved) {

        static Layout of(Class<?> type, String text) {
            FrameDescription description = FrameDescription.parse(text);
            List<List<Saved>> saved = new ArrayList<>();
            for (List<FrameDescription.Local> locals : description.locals()) {
                List<Saved> fields = new ArrayList<>(locals.size());
                for (FrameDescription.Local local : locals) {
                    if (!local.name().equals("this")) {
                        fields.add(Saved.of(type, local));
                    }
                }
                saved.add(fields);
            }
            return new Layout(description, saved);
        }

        List<Value> values(Object frame, int point) {
            if (point < 1 || point > saved.size()) {
                return List.of();
            }
            List<Value> values = new ArrayList<>();
            for (Saved local : saved.get(point - 1)) {
                values.add(local.read(frame));
            }
            return values;
        }
    }

    /** A variable and its field; null if that cannot be read. */
    private record Saved(
            FrameDescription.Local local, @Nullable Field field) {

        static Saved of(Class<?> type, FrameDescription.Local local) {
            try {
                Field field = type.getDeclaredField(local.field());
                return new Saved(local, field.trySetAccessible() ? field : null);
            } catch (NoSuchFieldException changed) {
                return new Saved(local, null);
            }
        }

        Value read(Object frame) {
            if (field == null) {
                return new Value(local.name(), local.descriptor(), false, null);
            }
            try {
                return new Value(local.name(), local.descriptor(), true, field.get(frame));
            } catch (IllegalAccessException closed) {
                return new Value(local.name(), local.descriptor(), false, null);
            }
        }
    }
}
