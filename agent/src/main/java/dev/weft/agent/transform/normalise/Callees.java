package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.MethodNames;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.ReturnKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/** The async methods of one class: their woven names, and which of them may be called without a coroutine object. */
public final class Callees {
    private final Map<String, MethodNames> namesByMethod = new HashMap<>();
    private final Map<String, Callee> fusable = new HashMap<>();
    private final String owner;

    /** The async methods of {@code owner}, in class file order. */
    public Callees(String owner, List<AsyncMethod> methods) {
        this(owner, methods, methods);
    }

    /** The same when only some of the methods are woven: the names do not depend on which. */
    public Callees(String owner, List<AsyncMethod> methods, List<AsyncMethod> woven) {
        this.owner = owner;
        var counts = new HashMap<String, Integer>();
        for (var method : methods) {
            String name = method.node().name;
            int index = counts.getOrDefault(name, 0);
            counts.put(name, index + 1);
            var names = MethodNames.of(owner, name, method.node().desc, index);
            namesByMethod.put(name + method.node().desc, names);
        }
        for (var method : woven) {
            if (method.fusable() && method.kind() == ReturnKind.COROUTINE) {
                var node = method.node();
                fusable.put(node.name + node.desc, new Callee(namesOf(method), UnboxedResults.of(node)));
            }
        }
    }

    /** The woven names of a method given to the constructor. */
    public MethodNames namesOf(AsyncMethod method) {
        var names = namesByMethod.get(method.node().name + method.node().desc);
        if (names == null) {
            throw new IllegalArgumentException("not an async method of " + owner + ": " + method.node().name);
        }
        return names;
    }

    /** How the bodies of a method give its result: without a box only if it may be called directly. */
    BodyResult resultOf(AsyncMethod method) {
        var callee = fusable.get(method.node().name + method.node().desc);
        return callee == null ? BodyResult.OBJECT : callee.result();
    }

    /** The method that {@code call} is bound to, if its body may be called directly; else null. */
    @Nullable
    Callee fusedBy(MethodInsnNode call) {
        return call.owner.equals(owner) ? fusable.get(call.name + call.desc) : null;
    }
}
