package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import org.jspecify.annotations.Nullable;

/** The description of a frame in words: for the runtime, and to tell whether it fits another version of its method. */
final class FrameText {
    private FrameText() {}

    /**
     * The metadata that the frame carries, for stack traces and tools: class, method and file, then a line a suspension
     * point with its source line, and field, name and declared type of each saved local.
     *
     * <pre>{@code
     * app.Orders TAB checkout TAB Orders.java
     * 88 TAB paid;paid;Z TAB cart_or_order;cart;Lapp/Cart;
     * }</pre>
     *
     * No field, name or type has a semicolon in it, but for the end of a type. Where a name has a tab, a line feed or a
     * backslash, a backslash stands before it, and {@code t} and {@code n} in place of the first two.
     */
    static String description(MethodPlan plan, @Nullable String sourceFile) {
        var text = new StringBuilder(200);
        append(text, plan.names().owner().replace('/', '.')).append('\t');
        append(text, plan.names().method()).append('\t');
        append(text, sourceFile == null ? "" : sourceFile);
        for (var state : plan.states()) {
            text.append('\n').append(state.line());
            appendSaved(text, state);
        }
        return text.toString();
    }

    /**
     * What two versions of a method must have in common, so that an activation that one has suspended can be resumed by
     * the other: what is awaited at each point, and what is kept there in which field, and how the start body, which
     * the frame calls, gives the result. Lines may differ.
     */
    static String shape(MethodPlan plan, BodyResult result, boolean isRecursive) {
        var text = new StringBuilder(200).append(plan.names().descriptor());
        text.append('\t').append(result.name()).append(isRecursive ? "\trecursive" : "");
        for (var field : plan.fields()) {
            append(text.append('\t'), field.name()).append(';').append(field.descriptor());
        }
        for (var state : plan.states()) {
            text.append('\n').append(state.awaited() == null ? "" : state.awaited());
            appendSaved(text, state);
        }
        return text.toString();
    }

    private static void appendSaved(StringBuilder text, ResumeState state) {
        for (var local : state.saved()) {
            var field = local.field();
            if (field != null) {
                append(text.append('\t'), field.name()).append(';');
                append(text, local.name()).append(';');
                append(text, local.declared());
            }
        }
    }

    private static StringBuilder append(StringBuilder text, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                default -> text.append(c);
            }
        }
        return text;
    }
}
