package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.BlockingCall;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.WeftNames;
import dev.weft.agent.transform.message.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The search of one woven body for calls that block its thread. It prefers to miss one to a false alarm:
 *
 * <ol>
 *   <li>A future that may be done, behind an await or a question such as {@code isDone}, is left alone, unless its
 *       work begins right there: {@code supplyAsync(...).join()}. So is one that is surely {@link DoneFutures done}.
 *   <li>A channel is left alone: one that a loop uses does not block.
 *   <li>A call that waits for no time at all is left alone: {@code queue.poll(0, SECONDS)}.
 *   <li>A queue whose class creates none with a capacity has room for each producer.
 *   <li>Behind its first await, a method that returns a stage is left alone: it may run on a thread that is there for it.
 * </ol>
 */
final class BlockingFinder {
    private static final String CHANNELS = "java/nio/channels/";
    private static final String JDK = "java/";
    private static final String TIME_UNIT = "java/util/concurrent/TimeUnit";
    private static final Set<String> QUESTIONS = Set.of("isDone", "isCancelled", "isCompletedExceptionally", "state");

    private final ClassFiles files;
    private final ClassNode type;
    private final MethodNode method;
    private final boolean returnsStage;
    private final DoneFutures done;
    private final List<Diagnostic> found = new ArrayList<>();
    private boolean mayBeDone; // any future

    private BlockingFinder(ClassNode type, MethodNode method, boolean returnsStage, ClassFiles files) {
        this.files = files;
        this.type = type;
        this.method = method;
        this.returnsStage = returnsStage;
        this.done = new DoneFutures(type, method);
    }

    /**
     * Returns one message for each such call, in the order of the body.
     *
     * @param returnsStage whether the method runs on the thread of its caller at first
     * @param files where the classes are found whose methods are called
     */
    static List<Diagnostic> find(ClassNode type, MethodNode method, boolean returnsStage, ClassFiles files) {
        var finder = new BlockingFinder(type, method, returnsStage, files);
        finder.find();
        return finder.found;
    }

    private void find() {
        for (var instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call) {
                boolean suspends = WeftNames.isSuspensionCall(call);
                if (suspends && returnsStage) {
                    return;
                }
                mayBeDone = mayBeDone || suspends || QUESTIONS.contains(call.name);
                var blocking = InheritedBlocking.of(call, files);
                if (blocking != null && !isLeftAlone(call, blocking)) {
                    var place = Place.of(type, method, call);
                    found.add(
                            returnsStage
                                    ? Rules.blockingCallInStage(place, blocking)
                                    : Rules.blockingCall(place, blocking));
                }
            }
        }
    }

    private boolean isLeftAlone(MethodInsnNode call, BlockingCall blocking) {
        return waitsForNoTime(call)
                || QueueRoom.in(type).isEndless(call)
                || (blocking.receiverTells() && (call.owner.startsWith(CHANNELS) || isDone(call)));
    }

    private boolean isDone(MethodInsnNode call) {
        if (Instructions.previousReal(call) instanceof MethodInsnNode maker && maker.owner.startsWith(JDK)) {
            boolean begins =
                    maker.name.endsWith("Async") || maker.name.equals("submit") || maker.name.equals("schedule");
            return !begins && (mayBeDone || maker.name.equals("completedFuture") || maker.name.equals("failedFuture"));
        }
        return mayBeDone || done.isReceiver(call);
    }

    /** {@code f(0)}, {@code f(0, unit)}. */
    private static boolean waitsForNoTime(MethodInsnNode call) {
        @Nullable AbstractInsnNode last = Instructions.previousReal(call);
        if (last instanceof FieldInsnNode unit && unit.owner.equals(TIME_UNIT)) {
            last = Instructions.previousReal(unit);
        }
        return last != null && last.getOpcode() == Opcodes.LCONST_0;
    }
}
