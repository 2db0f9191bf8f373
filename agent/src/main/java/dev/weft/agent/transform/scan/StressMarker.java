package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.ParameterSlots;
import dev.weft.agent.transform.code.Signature;
import dev.weft.agent.transform.code.SuspensionKind;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.code.TypeFlow;
import dev.weft.agent.transform.message.LeftAlone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The search for the methods that stress mode weaves: it marks the end of every call in them as a suspension point that
 * takes nothing and gives nothing. All that follows treats it as any other.
 *
 * <ol>
 *   <li>Methods that cannot suspend, and those that suspend as they were written, are left alone.
 *   <li>So are calls that run while a monitor is held, and calls that nothing leads to.
 *   <li>Behind each other call stands the mark, once an object under construction is finished.
 * </ol>
 *
 * @param <S> the style in which the methods are woven
 */
public final class StressMarker<S extends MethodStyle> {
    /** A woven method in another class's place, by an earlier run of the weaver. */
    private static final String WOVEN = "$weft";

    private static final int MOST_ARGUMENT_SLOTS = 255;

    private final S style; // constant after construction
    private final ClassNode type; // constant after construction
    private final Set<Signature> found = new HashSet<>(); // constant after construction
    private final List<AsyncMethod<S>> woven = new ArrayList<>();
    private final List<LeftAlone> leftAlone = new ArrayList<>();

    private StressMarker(S style, ClassNode type, FoundMethods<?> normal) {
        this.style = style;
        this.type = type;
        for (var method : normal.woven()) {
            found.add(Signature.of(method.node()));
        }
        for (var refusal : normal.refused()) {
            found.add(Signature.of(refusal.method()));
        }
        for (var method : normal.rewritten()) {
            found.add(Signature.of(method));
        }
    }

    /**
     * Looks through a class.
     *
     * @param file its class file
     * @param files where the classes that it names are found
     * @param normal what is woven or refused in it anyway
     * @param style the style of stress mode
     * @param <S> its type
     * @return what stress mode weaves besides
     */
    public static <S extends MethodStyle> StressedMethods<S> mark(
            ClassBytes file, ClassFiles files, FoundMethods<?> normal, S style) {
        var marker = new StressMarker<>(style, FramedClass.of(file, files), normal);
        for (var method : marker.type.methods) {
            if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
                marker.sort(method);
            }
        }
        return new StressedMethods<>(marker.woven, marker.leftAlone);
    }

    private void sort(MethodNode method) {
        var reason = reasonToLeaveAlone(method);
        if (reason.isEmpty()) {
            markCalls(method);
        } else {
            leaveAlone(method, reason, 1);
        }
    }

    private String reasonToLeaveAlone(MethodNode method) {
        if (method.name.equals("<init>")) {
            return "constructor";
        }
        if (method.name.equals("<clinit>")) {
            return "static initialiser";
        }
        if (found.contains(Signature.of(method))) {
            return "method that awaits: woven as it is without stress mode";
        }
        if (method.name.contains(WOVEN)) {
            return "part of a method that is woven already";
        }
        if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            return "synchronized method";
        }
        return ParameterSlots.of(method) + 1 > MOST_ARGUMENT_SLOTS ? "no argument slot left for the frame" : "";
    }

    private void markCalls(MethodNode method) {
        var calls = callsIn(method);
        var reached = TypeFlow.before(type.name, method, calls).keySet();
        var monitors = MonitorRegions.of(method);
        var points = new ArrayList<AbstractInsnNode>();
        int held = 0;
        for (var call : calls) {
            if (!reached.contains(call)) {
                continue;
            }
            if (monitors.isHeldAt(call)) {
                held++;
            } else {
                points.add(call);
            }
        }
        countCalls(method, calls.size() - points.size() - held, held);
        if (points.isEmpty()) {
            leaveAlone(method, held > 0 ? "method whose calls are all inside monitors" : "method without a call", 1);
            return;
        }
        for (var point : points) {
            method.instructions.insert(point, new SuspensionPoint(SuspensionKind.PAUSE, null));
        }
        woven.add(stressed(method));
    }

    private void countCalls(MethodNode method, int unreachable, int held) {
        if (unreachable > 0) {
            leaveAlone(method, "call that nothing leads to", unreachable);
        }
        if (held > 0) {
            leaveAlone(method, "call inside a monitor", held);
        }
    }

    private static Set<AbstractInsnNode> callsIn(MethodNode method) {
        var calls = Collections.<AbstractInsnNode>newSetFromMap(new IdentityHashMap<>());
        for (var insn : method.instructions) {
            if (insn instanceof MethodInsnNode || insn instanceof InvokeDynamicInsnNode) {
                calls.add(insn);
            }
        }
        return calls;
    }

    private AsyncMethod<S> stressed(MethodNode method) {
        return new AsyncMethod<>(
                style,
                type.name,
                (type.access & Opcodes.ACC_INTERFACE) != 0,
                type.version,
                type.sourceFile,
                method,
                "",
                false);
    }

    private void leaveAlone(MethodNode method, String reason, int count) {
        leftAlone.add(new LeftAlone(type.name, method.name, reason, count));
    }
}
