package dev.weft.agent.transform.emit.generator;

import dev.weft.agent.transform.code.ControlFlow;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.emit.Arguments;
import dev.weft.agent.transform.emit.Body;
import dev.weft.agent.transform.emit.HostCall;
import dev.weft.agent.transform.emit.LocalMap;
import dev.weft.agent.transform.emit.PathLayout;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.ResumeState;
import java.util.BitSet;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * The body of a generator that runs first: what can run of the code before the first emit.
 *
 * <pre>{@code
 * static Object m$weft$start(Execution execution, Frame frame, int depth) {
 *     int n = frame.n;
 *     ...
 *     frame.emitting(value);
 *     frame.n = n;
 *     return frame.emitted(1);
 * }
 * }</pre>
 */
final class GeneratorStartBody extends Body {
    private final GeneratorProtocol protocol;

    GeneratorStartBody(NormalMethod method, MethodPlan plan) {
        super(
                method,
                plan,
                localMap(method),
                HostCall.visibleToFrame(method),
                new Signature(
                        plan.names().start(),
                        RuntimeAbi.generatorDescriptor(plan.names().frame())));
        this.protocol = new GeneratorProtocol(method, plan, map);
    }

    /** The slots of a body: behind its own parameters. */
    static LocalMap localMap(NormalMethod method) {
        return LocalMap.shifted(
                ParameterSlots.of(method.code()), RuntimeAbi.START_PARAMETERS, GeneratorStyle.OWN_LOCALS);
    }

    @Override
    protected BitSet reachableInstructions() {
        var emits = method.points().stream()
                .filter(point -> point.kind() == SuspensionKind.EMIT)
                .toList();
        return ControlFlow.of(method.code()).reachableBefore(emits);
    }

    @Override
    protected void emitPrologue(PathLayout layout) {
        for (var parameter : plan.parameters()) {
            var type = ValueType.ofDescriptor(parameter.descriptor());
            Arguments.load(parameter, map.frame(), frame(), code);
            code.add(Instructions.store(type, map.map(parameter.slot(), type.size() == 2)));
        }
    }

    @Override
    public void emitAwait(SuspensionPoint point, int index, boolean reachable, boolean beforeFrame) {
        if (reachable) {
            protocol.emitAwait(point, code);
            protocol.emitCheck(point, suspension(index), code);
            emitBox(point);
        }
    }

    @Override
    protected void emitSuspension(ResumeState state, AbstractInsnNode number) {
        protocol.emitEntry(state, stackMap, code);
        savedState.saveFirst(state, state.clearedArguments(), code);
        protocol.emitLeave(state, number, code);
    }
}
