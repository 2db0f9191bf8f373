package dev.weft.agent.transform.analysis;

import dev.weft.agent.transform.code.MethodNames;
import java.util.List;

/**
 * All that planning needs to know of a method.
 *
 * @param names what it is, and what it is woven into
 * @param parameters the receiver, if any, and the declared parameters
 * @param points its suspension points in code order
 */
public record MethodFacts(MethodNames names, List<Parameter> parameters, List<AwaitPoint> points) {
    /** Copies both lists. */
    public MethodFacts {
        parameters = List.copyOf(parameters);
        points = List.copyOf(points);
    }
}
