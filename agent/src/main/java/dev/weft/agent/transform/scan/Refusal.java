package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.message.Diagnostic;
import org.objectweb.asm.tree.MethodNode;

/**
 * One method, or one await in it, that is not woven.
 *
 * @param kind what becomes of it
 * @param method the method as it was read; it is never changed
 * @param instruction the index of the refused call in the method's instructions, or -1 when the whole method is meant
 * @param diagnostic what the user is told, at load and where it is thrown
 */
public record Refusal(Kind kind, MethodNode method, int instruction, Diagnostic diagnostic) {
    /** The kinds of refusals, by what stands in place of the code. */
    public enum Kind {
        /** An {@code @Async} method: its body is replaced by a throw. */
        METHOD,
        /** A test that JUnit would pass over: the same, and a test that JUnit runs is added, which throws as well. */
        TEST,
        /** An abstract {@code @Async} method that no body can fulfil: it stays, as it has nothing to replace. */
        DECLARATION,
        /** An await in code that is not marked: the call is replaced by a throw, what runs before it stays. */
        AWAIT_SITE
    }

    /**
     * Refuses a whole method.
     *
     * @param method the method
     * @param diagnostic why
     * @return the refusal
     */
    public static Refusal ofMethod(MethodNode method, Diagnostic diagnostic) {
        return new Refusal(Kind.METHOD, method, -1, diagnostic);
    }
}
