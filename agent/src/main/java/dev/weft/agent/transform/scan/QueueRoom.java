package dev.weft.agent.transform.scan;

import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** The knowledge of a class about the room in the queues of the JDK that it creates: only one with a capacity blocks a producer. */
final class QueueRoom {
    private static final String LINKED = "java/util/concurrent/LinkedBlocking";
    private static final String ARRAY = "java/util/concurrent/ArrayBlockingQueue";
    private static final String HANDOVER = "java/util/concurrent/SynchronousQueue";
    private static final String WITH_CAPACITY = "(I";

    private final boolean bounded; // it creates one with a capacity
    private final boolean unbounded; // it creates one without

    private QueueRoom(boolean bounded, boolean unbounded) {
        this.bounded = bounded;
        this.unbounded = unbounded;
    }

    /** Looks at what a class creates. */
    static QueueRoom in(ClassNode type) {
        boolean bounded = false;
        boolean unbounded = false;
        for (var method : type.methods) {
            for (var instruction : method.instructions) {
                if (instruction instanceof MethodInsnNode made && made.name.equals("<init>")) {
                    boolean linked = made.owner.startsWith(LINKED);
                    boolean limited = linked && made.desc.startsWith(WITH_CAPACITY);
                    bounded |= limited || made.owner.equals(ARRAY) || made.owner.equals(HANDOVER);
                    unbounded |= linked && !limited;
                }
            }
        }
        return new QueueRoom(bounded, unbounded);
    }

    /** Tells whether a call that adds to a queue most likely finds room: the class creates such queues only, without a capacity. */
    boolean isEndless(MethodInsnNode call) {
        boolean adds = call.name.startsWith("put") || call.name.equals("offer");
        boolean mayBeLinked = call.owner.startsWith(LINKED)
                || call.owner.equals("java/util/concurrent/BlockingQueue")
                || call.owner.equals("java/util/concurrent/BlockingDeque");
        return adds && mayBeLinked && unbounded && !bounded;
    }
}
