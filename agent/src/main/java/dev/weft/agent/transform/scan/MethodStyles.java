package dev.weft.agent.transform.scan;

import java.util.List;

/**
 * The styles in which methods are woven, by what chooses one.
 *
 * @param <S> their type
 * @param byReturnType the styles that a return type chooses; the first that weaves what is returned does
 * @param ofTests the style of test methods, which return nothing
 */
public record MethodStyles<S extends MethodStyle>(List<S> byReturnType, S ofTests) {
    /** Copies the list. */
    public MethodStyles {
        byReturnType = List.copyOf(byReturnType);
    }
}
