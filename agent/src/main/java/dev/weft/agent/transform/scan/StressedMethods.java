package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.LeftAlone;
import java.util.List;

/**
 * What stress mode weaves in one class.
 *
 * @param woven the methods to weave, each with a mark behind each call at which it suspends
 * @param leftAlone the methods and calls that it leaves as they are, and why
 */
public record StressedMethods(List<AsyncMethod> woven, List<LeftAlone> leftAlone) {
    /** In a class that stress mode does not concern. */
    public static final StressedMethods NONE = new StressedMethods(List.of(), List.of());

    /** Copies the lists. */
    public StressedMethods {
        woven = List.copyOf(woven);
        leftAlone = List.copyOf(leftAlone);
    }
}
