package dev.weft.agent.transform.message;

import org.jspecify.annotations.Nullable;

/**
 * A message to the user about one place in a program: what, where, and what to do. A {@link Wording} builds it.
 *
 * @param message its entry in the catalogue
 * @param owner the internal name of the class
 * @param method the name of the method, or the empty string when the whole class is meant
 * @param sourceFile the source file, or null when the class does not say
 * @param line the line, or 0 when the class does not say
 * @param problem what is wrong and why, in sentences
 * @param remedy what to do about it, in sentences
 */
public record Diagnostic(
        Message message,
        String owner,
        String method,
        @Nullable String sourceFile,
        int line,
        String problem,
        String remedy) {

    /**
     * Returns this message with what else is wrong in the same place: a program that follows only this one would be told
     * of the other next.
     *
     * @param other the message that would be next, or null
     * @return a message with this number, and the problems and remedies of both
     */
    public Diagnostic and(@Nullable Diagnostic other) {
        return other == null
                ? this
                : new Diagnostic(
                        message,
                        owner,
                        method,
                        sourceFile,
                        line,
                        problem + " Also: " + other.problem,
                        remedy + " Also: " + other.remedy);
    }

    /**
     * Returns the number that users search for.
     *
     * @return the number
     */
    public String code() {
        return message.code();
    }

    /**
     * The message as one line of text.
     *
     * @return {@code WEFT-... OrderService.checkout (OrderService.java:88): await inside ... Move the await out ...}
     */
    public String text() {
        var text = new StringBuilder(200).append(code()).append(' ').append(owner.replace('/', '.'));
        if (!method.isEmpty()) {
            text.append('.').append(method);
        }
        if (sourceFile != null) {
            text.append(" (").append(sourceFile);
            if (line > 0) {
                text.append(':').append(line);
            }
            text.append(')');
        }
        text.append(": ").append(problem);
        if (!remedy.isEmpty()) {
            text.append(' ').append(remedy);
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
