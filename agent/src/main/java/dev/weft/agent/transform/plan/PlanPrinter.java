package dev.weft.agent.transform.plan;

/** The text of a plan, for golden files and {@code dump=}. */
public final class PlanPrinter {
    private PlanPrinter() {}

    /** The plan as lines: the method, the fields, then each suspension point with what it keeps and clears. */
    public static String print(MethodPlan plan) {
        var text = new StringBuilder(400);
        var names = plan.names();
        text.append(names.owner().replace('/', '.')).append('.');
        text.append(names.key().signature()).append('\n');
        text.append("  frame ").append(names.frame().replace('/', '.')).append('\n');
        for (var field : plan.fields()) {
            text.append("    ")
                    .append(field.descriptor())
                    .append(' ')
                    .append(field.name())
                    .append('\n');
        }
        for (var state : plan.states()) {
            print(state, text);
        }
        return text.toString();
    }

    private static void print(ResumeState state, StringBuilder text) {
        text.append("  point ")
                .append(state.point())
                .append(" line ")
                .append(state.line())
                .append('\n');
        for (var local : state.saved()) {
            text.append("    save local ").append(local.slot());
            text.append(local.name().isEmpty() ? "" : " " + local.name());
            var field = local.field();
            text.append(field == null ? " as null" : " in " + field.name()).append('\n');
        }
        for (var field : state.clearedFields()) {
            text.append("    clear ").append(field.name()).append('\n');
        }
    }
}
