package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.message.LeftAlone;
import java.util.List;

/**
 * The methods that stress mode weaves in one class.
 *
 * @param <S> the style in which they are woven
 * @param woven the methods to weave, each with a mark behind each call at which it suspends
 * @param leftAlone the methods and calls that it leaves as they are, and why
 */
public record StressedMethods<S extends MethodStyle>(List<AsyncMethod<S>> woven, List<LeftAlone> leftAlone) {
    /** Copies the lists. */
    public StressedMethods {
        woven = List.copyOf(woven);
        leftAlone = List.copyOf(leftAlone);
    }

    /**
     * Returns what there is in a class that stress mode does not concern.
     *
     * @param <S> the style in which methods would be woven
     * @return no method
     */
    public static <S extends MethodStyle> StressedMethods<S> none() {
        return new StressedMethods<>(List.of(), List.of());
    }
}
