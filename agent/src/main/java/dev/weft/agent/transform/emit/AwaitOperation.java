package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.SuspensionPoint;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The call that awaits in an execution: its operands are on the stack, a value or SUSPENDED is left there, which a fused
 * callee may give as a long.
 *
 * <pre>{@code
 * Await.await(operand, execution, depth + 1)      // and its like
 * callee$weft$start(operands, execution, (CalleeFrame) CallerFrame.spare(frame, CalleeFrame.class), depth + 1) // fused
 * }</pre>
 */
public class AwaitOperation {
    private final LocalMap map;
    private final String methodName;

    /**
     * Begins the awaits of a body.
     *
     * @param methodName the name of the method, for messages
     */
    public AwaitOperation(LocalMap map, String methodName) {
        this.map = map;
        this.methodName = methodName;
    }

    /** Emits the call at a suspension point. */
    protected void emit(SuspensionPoint point, InsnList code) {
        switch (point.kind()) {
            case AWAITABLE -> {
                pushExecution(code);
                pushDepth(code);
                code.add(RuntimeAbi.await(point.awaited()));
            }
            case RETURNED -> {
                pushExecution(code);
                pushDepth(code);
                code.add(new LdcInsnNode(methodName));
                code.add(RuntimeAbi.returned());
            }
            case STAGE -> {
                pushExecution(code);
                code.add(RuntimeAbi.awaitStage());
            }
            case SLEEP -> {
                pushExecution(code);
                code.add(RuntimeAbi.sleep());
            }
            case YIELD -> {
                pushExecution(code);
                code.add(RuntimeAbi.yieldNow());
            }
            case ADVANCE -> {
                pushExecution(code);
                pushDepth(code);
                code.add(RuntimeAbi.advance());
            }
            case EMIT, PAUSE -> throw new IllegalStateException(point.kind() + " awaits nothing");
            case FUSED -> emitFused(point, code);
        }
    }

    private void emitFused(SuspensionPoint point, InsnList code) {
        var callee = Objects.requireNonNull(point.callee());
        var names = callee.names();
        pushExecution(code);
        pushSpareFrame(names.frame(), code);
        pushDepth(code);
        code.add(new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                names.owner(),
                names.start(),
                RuntimeAbi.startDescriptor(point.operands(), names.frame(), callee.result()),
                callee.ofInterface()));
    }

    /** Pushes the frame that keeps the frames of direct calls, or null. */
    protected void pushCaller(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.frame()));
    }

    private void pushSpareFrame(String frameClass, InsnList code) {
        pushCaller(code);
        code.add(new LdcInsnNode(Type.getObjectType(frameClass)));
        code.add(RuntimeAbi.spare());
        code.add(new TypeInsnNode(Opcodes.CHECKCAST, frameClass));
    }

    private void pushExecution(InsnList code) {
        code.add(new VarInsnNode(Opcodes.ALOAD, map.execution()));
    }

    /**
     * A resumed body that has no local for it is called by the driver: its depth is 0. A body that has to be small has
     * counted its depth up.
     */
    private void pushDepth(InsnList code) {
        if (map.depth() < 0) {
            code.add(Instructions.push(1));
            return;
        }
        code.add(new VarInsnNode(Opcodes.ILOAD, map.depth()));
        if (map.suspended() < 0) {
            code.add(Instructions.push(1));
            code.add(new InsnNode(Opcodes.IADD));
        }
    }
}
