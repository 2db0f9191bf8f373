package dev.weft.agent.transform.message;

import org.jspecify.annotations.Nullable;

/**
 * A call that blocked its thread, and was woven into an await.
 *
 * @param owner the internal name of the class
 * @param method the name of the method
 * @param sourceFile the source file, or null when the class does not say
 * @param line the line, or 0 when the class does not say
 * @param call the call as users write it, {@code Thread.sleep}
 */
public record RewrittenCall(
        String owner, String method, @Nullable String sourceFile, int line, String call) {
    /**
     * Returns the place as messages name it.
     *
     * @return {@code app.Shop.pay (Shop.java:31)}
     */
    public String place() {
        var text = new StringBuilder(owner.replace('/', '.')).append('.').append(method);
        if (sourceFile != null) {
            text.append(" (")
                    .append(sourceFile)
                    .append(line > 0 ? ":" + line : "")
                    .append(')');
        }
        return text.toString();
    }
}
