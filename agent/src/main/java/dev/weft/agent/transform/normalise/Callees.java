package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.Callee;
import dev.weft.agent.transform.code.MethodKey;
import dev.weft.agent.transform.code.MethodNames;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.scan.AsyncMethod;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The async methods of one class: their woven names, and which of them may be called without a coroutine object. */
public final class Callees {
    private final Map<Signature, MethodNames> namesByMethod = new HashMap<>();
    private final Map<Signature, Callee> fusable = new HashMap<>();
    private final Set<Signature> recursive = new HashSet<>();
    private final String owner;
    private final boolean areCalledDirectly;

    /** The async methods of {@code owner}, in class file order. */
    public Callees(String owner, List<? extends AsyncMethod<?>> methods) {
        this(owner, methods, methods);
    }

    /** The same when only some of the methods are woven: the names do not depend on which. */
    public Callees(String owner, List<? extends AsyncMethod<?>> methods, List<? extends AsyncMethod<?>> woven) {
        this.owner = owner;
        this.areCalledDirectly = true;
        var counts = new HashMap<String, Integer>();
        for (var method : methods) {
            var signature = Signature.of(method.node());
            int index = counts.getOrDefault(signature.name(), 0);
            counts.put(signature.name(), index + 1);
            namesByMethod.put(signature, MethodNames.of(new MethodKey(owner, signature), index));
        }
        recursive.addAll(Recursions.among(owner, woven));
        for (var method : woven) {
            if (method.fusable() && method.resultClass().equals(WeftNames.COROUTINE)) {
                var node = method.node();
                fusable.put(
                        Signature.of(node),
                        new Callee(namesOf(method), method.ownerIsInterface(), UnboxedResults.of(node)));
            }
        }
    }

    private Callees(Callees same, boolean areCalledDirectly) {
        this.owner = same.owner;
        this.areCalledDirectly = areCalledDirectly;
        namesByMethod.putAll(same.namesByMethod);
        fusable.putAll(same.fusable);
        recursive.addAll(same.recursive);
    }

    /** Returns the same methods, of which none is called directly: each call creates a coroutine. */
    public Callees calledAsMethods() {
        return new Callees(this, false);
    }

    /** The woven names of a method given to the constructor. */
    public MethodNames namesOf(AsyncMethod<?> method) {
        var names = namesByMethod.get(Signature.of(method.node()));
        if (names == null) {
            throw new IllegalArgumentException("not an async method of " + owner + ": " + method.node().name);
        }
        return names;
    }

    /** Returns how the bodies of a method give its result: unboxed only if it may be called directly. */
    BodyResult resultOf(AsyncMethod<?> method) {
        var callee = fusable.get(Signature.of(method.node()));
        return callee == null ? BodyResult.OBJECT : callee.result();
    }

    /** Whether a method returns a stage and calls itself, directly or by way of others. */
    boolean isRecursive(MethodNode method) {
        return recursive.contains(Signature.of(method));
    }

    /** The method that {@code call} is bound to, if it is such a one and its body may be called by another way; else null. */
    @Nullable
    MethodNames recursiveBy(MethodInsnNode call) {
        boolean isRecursive = areCalledDirectly && call.owner.equals(owner) && recursive.contains(Signature.of(call));
        return isRecursive ? namesByMethod.get(Signature.of(call)) : null;
    }

    /** The method that {@code call} is bound to, if its body may be called directly; else null. */
    @Nullable
    Callee fusedBy(MethodInsnNode call) {
        return areCalledDirectly && call.owner.equals(owner) ? fusable.get(Signature.of(call)) : null;
    }
}
