package dev.weft.agent.transform.plan;

import dev.weft.agent.transform.code.MethodKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One suspension point: what is written into the frame there, and read back.
 *
 * @param point its number, from 1
 * @param awaited the method whose result is awaited, null if that is no result of a call
 * @param line its source line, 0 if unknown
 * @param saved what is kept
 * @param clearedArguments references that only the arguments of the call can have left in the frame: dead by now
 * @param clearedFields references that any earlier suspension can have left in the frame: dead by now
 */
public record ResumeState(
        int point,
        @Nullable MethodKey awaited,
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
