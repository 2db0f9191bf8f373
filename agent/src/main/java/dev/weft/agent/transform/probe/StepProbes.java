package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.RuntimeAbi;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The probes by which an explorer knows what a step can have touched, besides the variables that have probes: each stands in
 * front of a call.
 *
 * <pre>{@code
 * CallProbe.unknown(); library.call();
 * CallProbe.receiver(shape); shape.area();
 * CallProbe.runtime(); CallProbe.uses(body); createTask(body);
 * }</pre>
 */
final class StepProbes {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";
    private static final String SWITCHES = "java/lang/runtime/SwitchBootstraps";

    private final ProbeSite site;
    private final KnownCalls calls;
    private boolean refersElsewhere;

    StepProbes(ProbeSite site, KnownCalls calls) {
        this.site = site;
        this.calls = calls;
    }

    /** Returns whether the method has references to methods that may have no probes. */
    boolean refersElsewhere() {
        return refersElsewhere;
    }

    /** Puts a probe in front of an instruction that can touch anything. */
    void probeUnknown(AbstractInsnNode instruction) {
        site.method.instructions.insertBefore(instruction, RuntimeAbi.stepUnknown());
    }

    /** Puts a probe in front of an access of a field that has none. */
    void probeField(FieldInsnNode access) {
        if (!access.owner.startsWith("java/") && !WeftCalls.isOfWeft(access.owner)) {
            probeUnknown(access);
        }
    }

    /** Puts a probe in front of a call, if it needs one. */
    void probe(MethodInsnNode call) {
        var effect = calls.effectOf(call);
        switch (effect) {
            case NONE -> {}
            case UNKNOWN -> probeUnknown(call);
            case AWAIT -> probeAwait(call);
            case RECEIVER ->
                site.method.instructions.insertBefore(call, withReceiver(call, effect, !calls.isDeclared(call)));
            case COLLECTION, OBJECT -> site.method.instructions.insertBefore(call, withReceiver(call, effect, true));
            default -> site.method.instructions.insertBefore(call, withArguments(call, effect));
        }
    }

    private InsnList withReceiver(MethodInsnNode call, CallEffect effect, boolean passesArguments) {
        var code = new InsnList();
        code.add(site.storeArguments(call));
        code.add(new InsnNode(Opcodes.DUP));
        code.add(
                switch (effect) {
                    case COLLECTION -> RuntimeAbi.stepCollection();
                    case OBJECT -> RuntimeAbi.stepTouches();
                    default -> RuntimeAbi.stepReceiver();
                });
        if (passesArguments) {
            passArguments(call, code);
        }
        code.add(site.loadArguments(call));
        return code;
    }

    private InsnList withArguments(MethodInsnNode call, CallEffect effect) {
        var code = new InsnList();
        code.add(site.storeArguments(call));
        if (effect == CallEffect.RUNTIME && call.getOpcode() == Opcodes.INVOKESTATIC) {
            code.add(RuntimeAbi.stepRuntime());
        } else if (effect == CallEffect.RUNTIME) {
            code.add(new InsnNode(Opcodes.DUP));
            code.add(RuntimeAbi.stepChanges());
        }
        passArguments(call, code);
        code.add(site.loadArguments(call));
        return code;
    }

    private void passArguments(MethodInsnNode call, InsnList code) {
        if (WeftCalls.onlyStores(call)) {
            return;
        }
        var types = Type.getArgumentTypes(call.desc);
        for (int i = 0; i < types.length; i++) {
            if (!KnownCalls.isValue(types[i])) {
                code.add(site.loadArgument(call, i));
                code.add(WeftCalls.keeps(call) ? RuntimeAbi.stepKeeps() : RuntimeAbi.stepUses());
            }
        }
    }

    /** A coroutine of Weft itself that is awaited where it is made has been told of there. */
    private void probeAwait(MethodInsnNode call) {
        if (awaitsItsOwn(call)) {
            return;
        }
        var code = new InsnList();
        boolean hasType = Type.getArgumentTypes(call.desc).length > 1;
        if (hasType) {
            code.add(site.storeLast(call));
        }
        code.add(new InsnNode(Opcodes.DUP));
        code.add(RuntimeAbi.stepAwaits());
        if (hasType) {
            code.add(site.loadArgument(call, 1));
        }
        site.method.instructions.insertBefore(call, code);
    }

    private static boolean awaitsItsOwn(MethodInsnNode call) {
        var before = call.getPrevious();
        while (before != null && before.getOpcode() < 0) {
            before = before.getPrevious();
        }
        return before instanceof MethodInsnNode made
                && made.owner.startsWith("dev/weft/")
                && made.desc.endsWith(")Ldev/weft/Coroutine;")
                && WeftCalls.isTold(made);
    }

    /** Puts a probe in front of an instruction that makes a lambda, or a text. */
    void probe(InvokeDynamicInsnNode dynamic) {
        switch (dynamic.bsm.getOwner()) {
            case METAFACTORY -> {
                for (var argument : dynamic.bsmArgs) {
                    refersElsewhere |= argument instanceof Handle handle && !calls.isKnown(handle);
                }
            }
            case SWITCHES -> {}
            case CONCATENATION -> {
                for (var argument : Type.getArgumentTypes(dynamic.desc)) {
                    if (!KnownCalls.isValue(argument)) {
                        probeUnknown(dynamic);
                        return;
                    }
                }
            }
            default -> probeUnknown(dynamic);
        }
    }
}
