package dev.weft.agent.transform.plan;

import dev.weft.agent.transform.analysis.AwaitPoint;
import dev.weft.agent.transform.analysis.MethodFacts;
import dev.weft.agent.transform.analysis.Parameter;
import dev.weft.agent.transform.code.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The decision which local is kept in which field, and which fields are cleared when. */
public final class MethodPlanner {
    private final FrameLayout layout;
    private final List<ParameterField> parameters;

    private MethodPlanner(MethodFacts facts, boolean keepsArguments) {
        List<Parameter> kept = keepsArguments ? facts.parameters() : List.of();
        this.layout = new FrameLayout(kept, facts.points());
        this.parameters = new ArrayList<>(kept.size());
        for (var parameter : kept) {
            var field = layout.field(parameter.slot(), ValueType.ofDescriptor(parameter.descriptor()));
            parameters.add(new ParameterField(parameter.slot(), parameter.descriptor(), field));
        }
    }

    /**
     * Plans a method of which {@code facts} are known.
     *
     * @param keepsArguments whether its frame exists before the body runs, and keeps the arguments until then
     */
    public static MethodPlan plan(MethodFacts facts, boolean keepsArguments) {
        var planner = new MethodPlanner(facts, keepsArguments);
        var states = new ArrayList<ResumeState>(facts.points().size());
        for (var point : facts.points()) {
            states.add(planner.state(states.size() + 1, point));
        }
        return new MethodPlan(facts.names(), planner.parameters, planner.layout.fields(), states);
    }

    private ResumeState state(int number, AwaitPoint point) {
        var saved = new ArrayList<SavedLocal>(point.live().size());
        var written = new HashSet<FrameField>();
        for (var local : point.live()) {
            var field = local.type().sort() == ValueType.Sort.NULL ? null : layout.field(local.slot(), local.type());
            boolean changes = local.changes() || field == null || !layout.hasOwnField(local.slot(), local.type());
            saved.add(new SavedLocal(local.slot(), local.type(), field, changes, local.name(), local.declared()));
            if (field != null) {
                written.add(field);
            }
        }
        return new ResumeState(
                number, point.awaited(), point.line(), saved, deadArguments(written), deadFields(written));
    }

    private List<FrameField> deadArguments(Set<FrameField> written) {
        var dead = new ArrayList<FrameField>();
        for (var parameter : parameters) {
            if (parameter.field().isReference() && !written.contains(parameter.field())) {
                dead.add(parameter.field());
            }
        }
        return dead;
    }

    private List<FrameField> deadFields(Set<FrameField> written) {
        var dead = new ArrayList<FrameField>();
        for (var field : layout.fields()) {
            if (field.isReference() && !written.contains(field)) {
                dead.add(field);
            }
        }
        return dead;
    }
}
