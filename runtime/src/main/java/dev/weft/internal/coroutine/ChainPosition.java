package dev.weft.internal.coroutine;

import dev.weft.abi.Frame;
import java.util.ArrayList;
import java.util.List;

/** The suspension points at which a chain of activations once waited. */
public final class ChainPosition {

    private final List<Frame<?>> frames = new ArrayList<>(); // constant after construction: the innermost first
    private final List<Integer> points = new ArrayList<>(); // constant after construction: of each of them

    private ChainPosition() {}

    /** Returns the position of a chain that is suspended now, given its innermost activation. */
    public static ChainPosition of(Frame<?> leaf) {
        ChainPosition position = new ChainPosition();
        for (Frame<?> frame = leaf; frame != null; frame = frame.parent) {
            position.frames.add(frame);
            position.points.add(frame.point);
        }
        return position;
    }

    /**
     * Tells whether a chain, suspended again, waits where it did, less the activations that have ended since: the
     * innermost of those that are left has gone back to the same await, and no cleanup does that.
     */
    public boolean isRepeated() {
        int left = 0;
        while (left < frames.size() && frames.get(left).state() == Frame.State.CLOSED) {
            left++;
        }
        if (left == frames.size() || frames.get(left).cleansUpInALoop()) {
            return false;
        }
        for (int i = left; i < frames.size(); i++) {
            if (frames.get(i).point != points.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns the places of all awaits, the innermost first. */
    public List<StackTraceElement> places() {
        List<StackTraceElement> places = new ArrayList<>(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            LogicalTrace.addPlace(frames.get(i).describe(), points.get(i), places);
        }
        return places;
    }

    /** Returns the place of the innermost await in code of the program. */
    public StackTraceElement place() {
        int at = 0;
        while (at < frames.size() - 1 && frames.get(at).cleansUpInALoop()) {
            at++;
        }
        return FrameDescription.parse(frames.get(at).describe()).at(points.get(at));
    }
}
