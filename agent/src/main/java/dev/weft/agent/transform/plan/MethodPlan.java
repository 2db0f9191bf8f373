package dev.weft.agent.transform.plan;

import dev.weft.agent.transform.code.MethodNames;
import java.util.List;

/**
 * The plan by which a method is woven: the shape of its frame, and what each suspension point keeps in it.
 *
 * @param names what it is, and what it is woven into
 * @param parameters where a cold coroutine object keeps its arguments; none in other styles
 * @param fields all fields of the frame
 * @param states the suspension points in code order
 */
public record MethodPlan(
        MethodNames names, List<ParameterField> parameters, List<FrameField> fields, List<ResumeState> states) {
    /** Copies the lists. */
    public MethodPlan {
        parameters = List.copyOf(parameters);
        fields = List.copyOf(fields);
        states = List.copyOf(states);
    }
}
