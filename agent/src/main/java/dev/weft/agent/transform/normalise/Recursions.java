package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.scan.AsyncMethod;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The methods of a class that return stages and call themselves, directly or by way of others of them. Such calls may go
 * deep; all others cost nothing more for that.
 */
final class Recursions {
    private final String owner;
    private final Map<Signature, AsyncMethod<?>> methods = new HashMap<>(); // whose calls are statically bound

    private Recursions(String owner, List<? extends AsyncMethod<?>> all) {
        this.owner = owner;
        for (var method : all) {
            if (method.fusable() && !method.resultClass().equals(WeftNames.COROUTINE)) {
                methods.put(Signature.of(method.node()), method);
            }
        }
    }

    /** Returns those among the methods of a class. */
    static Set<Signature> among(String owner, List<? extends AsyncMethod<?>> all) {
        var recursions = new Recursions(owner, all);
        var found = new HashSet<Signature>();
        for (var method : recursions.methods.keySet()) {
            if (recursions.reach(method)) {
                found.add(method);
            }
        }
        return found;
    }

    private boolean reach(Signature method) {
        var ahead = new ArrayDeque<>(callees(method));
        var seen = new HashSet<>(ahead);
        for (var at = ahead.poll(); at != null; at = ahead.poll()) {
            if (at.equals(method)) {
                return true;
            }
            for (var next : callees(at)) {
                if (seen.add(next)) {
                    ahead.add(next);
                }
            }
        }
        return false;
    }

    private Set<Signature> callees(Signature caller) {
        var called = new HashSet<Signature>();
        var method = methods.get(caller);
        if (method != null) {
            for (var insn : method.node().instructions) {
                if (insn instanceof MethodInsnNode call && call.owner.equals(owner)) {
                    var callee = Signature.of(call);
                    if (methods.containsKey(callee)) {
                        called.add(callee);
                    }
                }
            }
        }
        return called;
    }
}
