package dev.weft.agent.transform.analysis;

import dev.weft.agent.transform.code.MethodKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts about one suspension point.
 *
 * @param awaited the method whose result is awaited, null if that is no result of a call
 * @param line the source line, 0 if the class file has none
 * @param live what has to be kept while it is suspended, by slot
 */
public record AwaitPoint(@Nullable MethodKey awaited, int line, List<LiveLocal> live) {
    /** Copies the list. */
    public AwaitPoint {
        live = List.copyOf(live);
    }
}
