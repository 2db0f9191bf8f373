package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.RewrittenCall;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * The findings of the scan of one class.
 *
 * @param <S> the styles in which methods are woven
 * @param woven the methods to weave, in the order of the class file; awaits in them that are refused stand in the
 *     second list too
 * @param refused the methods and awaits that are refused, in the order of the class file
 * @param rewritten the methods in which a reference {@code Weft::await} became a lambda, the bodies of those lambdas,
 *     and methods that throw a coroutine away
 * @param rewrittenCalls the calls that blocked, and are awaits now
 * @param warnings what the user is told once, at load; what it concerns works all the same
 */
public record FoundMethods<S extends MethodStyle>(
        List<AsyncMethod<S>> woven,
        List<Refusal> refused,
        List<MethodNode> rewritten,
        List<RewrittenCall> rewrittenCalls,
        List<Diagnostic> warnings) {
    /** Copies the lists. */
    public FoundMethods {
        woven = List.copyOf(woven);
        refused = List.copyOf(refused);
        rewritten = List.copyOf(rewritten);
        rewrittenCalls = List.copyOf(rewrittenCalls);
        warnings = List.copyOf(warnings);
    }

    /**
     * Whether the class can stay as it is.
     *
     * @return true if nothing is woven, refused or rewritten
     */
    public boolean isEmpty() {
        return woven.isEmpty() && refused.isEmpty() && rewritten.isEmpty();
    }
}
