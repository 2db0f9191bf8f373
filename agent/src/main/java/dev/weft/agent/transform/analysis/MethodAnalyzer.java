package dev.weft.agent.transform.analysis;

import dev.weft.agent.transform.code.ControlFlow;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.Liveness;
import dev.weft.agent.transform.code.MethodNames;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.TypeFlow;
import dev.weft.agent.transform.code.TypeState;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.normalise.NormalMethod;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The analysis of what is live, and of which type, at each await of a normalised method. */
public final class MethodAnalyzer {
    private final NormalMethod method;
    private final MethodNode code;
    private final Liveness liveness;
    private final Map<AbstractInsnNode, TypeState> states;
    private final BitSet writtenAfterAwaits;
    private final Map<Integer, List<LocalVariableNode>> variablesBySlot = new HashMap<>();

    private MethodAnalyzer(NormalMethod method) {
        this.method = method;
        this.code = method.code();
        this.liveness = Liveness.of(code);
        this.states = TypeFlow.before(method.method().owner(), code, Instructions.setOf(method.points()));
        this.writtenAfterAwaits = written(ControlFlow.of(code).reachableAfter(method.points()));
        if (code.localVariables != null) {
            for (var variable : code.localVariables) {
                var inSlot = variablesBySlot.get(variable.index);
                if (inSlot == null) {
                    inSlot = new ArrayList<>(2);
                    variablesBySlot.put(variable.index, inSlot);
                }
                inSlot.add(variable);
            }
        }
    }

    private BitSet written(BitSet reachable) {
        var slots = new BitSet();
        for (int i = reachable.nextSetBit(0); i >= 0; i = reachable.nextSetBit(i + 1)) {
            var insn = code.instructions.get(i);
            if (insn instanceof IincInsnNode increment) {
                slots.set(increment.var);
            } else if (insn instanceof VarInsnNode variable && variable.getOpcode() >= Opcodes.ISTORE) {
                slots.set(variable.var);
            }
        }
        return slots;
    }

    /** The facts of {@code method}, which is woven under {@code names}. */
    public static MethodFacts analyze(NormalMethod method, MethodNames names) {
        var analyzer = new MethodAnalyzer(method);
        var points = new ArrayList<AwaitPoint>(method.points().size());
        var lines = Instructions.lines(method.code());
        for (var point : method.points()) {
            points.add(analyzer.pointAt(point, lines[method.code().instructions.indexOf(point)]));
        }
        return new MethodFacts(names, analyzer.parameters(), points);
    }

    private AwaitPoint pointAt(SuspensionPoint point, int line) {
        var state = states.get(point);
        if (state == null) {
            throw new IllegalStateException("an await that can't be reached outlived normalisation");
        }
        var live = new ArrayList<LiveLocal>();
        var slots = liveness.before(point);
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            live.add(liveLocal(slot, typed(state, slot), point));
        }
        return new AwaitPoint(point.awaited(), line, live);
    }

    private LiveLocal liveLocal(int slot, ValueType type, AbstractInsnNode await) {
        var variable = variableAt(slot, await);
        return new LiveLocal(
                slot,
                type,
                writtenAfterAwaits.get(slot),
                variable == null ? "" : variable.name,
                variable == null ? type.descriptor() : variable.desc);
    }

    private ValueType typed(TypeState state, int slot) {
        var type = state.local(slot);
        if (type.sort() == ValueType.Sort.TOP || type.sort() == ValueType.Sort.UNINITIALIZED) {
            throw new IllegalStateException("local " + slot + " of " + code.name
                    + " is live across an await but has no value that can be kept");
        }
        return type;
    }

    private @Nullable LocalVariableNode variableAt(int slot, AbstractInsnNode insn) {
        int index = indexOf(insn);
        for (var variable : variablesBySlot.getOrDefault(slot, List.of())) {
            if (indexOf(variable.start) <= index && index < indexOf(variable.end)) {
                return variable;
            }
        }
        return null;
    }

    private List<Parameter> parameters() {
        var parameters = new ArrayList<Parameter>();
        int slot = 0;
        if ((code.access & Opcodes.ACC_STATIC) == 0) {
            parameters.add(parameter(slot++, "L" + method.method().owner() + ";"));
        }
        for (var type : Type.getArgumentTypes(code.desc)) {
            parameters.add(parameter(slot, type.getDescriptor()));
            slot += type.getSize();
        }
        return parameters;
    }

    /** The first variable in the slot is the parameter: other compilers than javac reuse its slot. */
    private Parameter parameter(int slot, String descriptor) {
        LocalVariableNode first = null;
        for (var variable : variablesBySlot.getOrDefault(slot, List.of())) {
            if (first == null || indexOf(variable.start) < indexOf(first.start)) {
                first = variable;
            }
        }
        String name = first != null && first.desc.equals(descriptor) ? first.name : "";
        return new Parameter(slot, descriptor, name);
    }

    private int indexOf(AbstractInsnNode insn) {
        return code.instructions.indexOf(insn);
    }
}
