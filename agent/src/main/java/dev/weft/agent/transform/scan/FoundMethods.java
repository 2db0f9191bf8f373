package dev.weft.agent.transform.scan;

import java.util.List;

/**
 * What the scan of one class found.
 *
 * @param woven the methods to weave, in the order of the class file
 * @param refused the methods and awaits that are refused, in the order of the class file
 */
public record FoundMethods(List<AsyncMethod> woven, List<Refusal> refused) {
    /** Copies the lists. */
    public FoundMethods {
        woven = List.copyOf(woven);
        refused = List.copyOf(refused);
    }
}
