package dev.weft.agent.transform.plan;

import java.util.List;

/**
 * One suspension point: what is written into the frame there, and read back.
 *
 * @param point its number, from 1
 * @param awaited the call whose result is awaited there, empty if that is no call
 * @param line its source line, 0 if unknown
 * @param saved what is kept
 * @param clearedArguments references that only the arguments of the call can have left in the frame: dead by now
 * @param clearedFields references that any earlier suspension can have left in the frame: dead by now
 */
public record ResumeState(
        int point,
        String awaited,
        int line,
        List<SavedLocal> saved,
        List<FrameField> clearedArguments,
        List<FrameField> clearedFields) {
    /** Copies the lists. */
    public ResumeState {
        saved = List.copyOf(saved);
        clearedArguments = List.copyOf(clearedArguments);
        clearedFields = List.copyOf(clearedFields);
    }
}
