package dev.weft.agent.transform.analysis;

import dev.weft.agent.transform.normalise.AwaitKind;
import java.util.List;

/**
 * What is known at one suspension point.
 *
 * @param kind what is awaited
 * @param awaited the call whose result is awaited, empty if that is no call
 * @param line the source line, 0 if the class file has none
 * @param live what has to be kept while it is suspended, by slot
 */
public record AwaitPoint(AwaitKind kind, String awaited, int line, List<LiveLocal> live) {
    /** Copies the list. */
    public AwaitPoint {
        live = List.copyOf(live);
    }
}
