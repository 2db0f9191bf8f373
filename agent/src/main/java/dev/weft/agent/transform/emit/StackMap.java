package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.code.ValueType;
import dev.weft.agent.transform.plan.ParameterField;
import dev.weft.agent.transform.plan.SavedLocal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/** The stack map frames of a body: those of the normalised method, moved, and those of the paths that are new. */
public final class StackMap {
    private static final Object[] NO_ENTRIES = {};
    private static final Object[] LONG = {Opcodes.LONG};
    private static final Object[] INT = {Opcodes.INTEGER};
    private static final Object[] OBJECT = {"java/lang/Object"};

    private final LocalMap map;
    private final String frame;

    StackMap(LocalMap map, String frame) {
        this.map = map;
        this.frame = frame;
    }

    /** Returns the frame at a place of the normalised method, in the body's slots. */
    FrameNode moved(FrameNode original, Map<LabelNode, LabelNode> labels) {
        var locals = new ArrayList<Object>();
        int slot = 0;
        for (var entry : original.local) {
            set(locals, map.map(slot, isWide(entry)), moved(entry, labels));
            slot += isWide(entry) ? 2 : 1;
        }
        setOwn(locals);
        var stack = new ArrayList<Object>(original.stack.size());
        for (var entry : original.stack) {
            stack.add(moved(entry, labels));
        }
        return frame(locals, stack.toArray());
    }

    private static Object moved(Object entry, Map<LabelNode, LabelNode> labels) {
        return entry instanceof LabelNode label ? Objects.requireNonNull(labels.get(label)) : entry;
    }

    /** Returns a frame with the saved locals of a suspension point and nothing else. */
    public FrameNode atPoint(List<SavedLocal> saved) {
        return frame(savedLocals(saved), NO_ENTRIES);
    }

    /** Returns a frame with the saved locals of a suspension point, and the result of its await, which is not boxed yet. */
    FrameNode atJoin(List<SavedLocal> saved, BodyResult given) {
        return frame(savedLocals(saved), given.isUnboxed() ? INT : OBJECT);
    }

    /** Returns a frame with the saved locals of a suspension point, and the SUSPENDED that was given there. */
    public FrameNode atSuspension(List<SavedLocal> saved, BodyResult given) {
        return frame(savedLocals(saved), given.isUnboxed() ? LONG : OBJECT);
    }

    /** Returns a frame with the saved locals, a local of the style's own in {@code slot}, and the result of the await. */
    public FrameNode atSuspension(List<SavedLocal> saved, int slot, String type) {
        var locals = savedLocals(saved);
        set(locals, slot, type);
        return frame(locals, OBJECT);
    }

    /** Returns a frame with the body's own locals and nothing else. */
    FrameNode bare() {
        return atPoint(List.of());
    }

    /** Returns a frame with the body's own locals and an int in a slot. */
    FrameNode bareWithInt(int slot) {
        var locals = savedLocals(List.of());
        set(locals, slot, Opcodes.INTEGER);
        return frame(locals, NO_ENTRIES);
    }

    /** Returns a frame with one more int on the stack. */
    static FrameNode withInt(FrameNode frame) {
        var stack = new ArrayList<>(frame.stack);
        stack.add(Opcodes.INTEGER);
        return new FrameNode(Opcodes.F_NEW, frame.local.size(), frame.local.toArray(), stack.size(), stack.toArray());
    }

    /** Returns the frame with which a static method begins. */
    public static FrameNode ofParameters(String descriptor) {
        var locals = new ArrayList<Object>();
        for (var type : Type.getArgumentTypes(descriptor)) {
            locals.add(Instructions.frameEntry(ValueType.ofDescriptor(type.getDescriptor())));
        }
        return new FrameNode(Opcodes.F_NEW, locals.size(), locals.toArray(), 0, NO_ENTRIES);
    }

    /** Returns a frame with the parameters as they were passed. */
    public FrameNode atEntry(List<ParameterField> parameters) {
        var locals = new ArrayList<Object>();
        for (var parameter : parameters) {
            var type = ValueType.ofDescriptor(parameter.descriptor());
            set(locals, map.map(parameter.slot(), type.size() == 2), Instructions.frameEntry(type));
        }
        setOwn(locals);
        return frame(locals, NO_ENTRIES);
    }

    private List<Object> savedLocals(List<SavedLocal> saved) {
        var locals = new ArrayList<Object>();
        for (var local : saved) {
            set(locals, map.map(local.slot(), local.type().size() == 2), Instructions.frameEntry(local.type()));
        }
        setOwn(locals);
        return locals;
    }

    private void setOwn(List<Object> locals) {
        if (map.execution() >= 0) {
            set(locals, map.execution(), RuntimeAbi.EXECUTION);
        }
        if (map.frameIsGiven()) {
            set(locals, map.frame(), frame);
        }
        if (map.depth() >= 0) {
            set(locals, map.depth(), Opcodes.INTEGER);
        }
        if (map.suspended() >= 0) {
            set(locals, map.suspended(), "java/lang/Object");
        }
    }

    private static void set(List<Object> slots, int slot, Object entry) {
        while (slots.size() <= slot) {
            slots.add(Opcodes.TOP);
        }
        slots.set(slot, entry);
    }

    /** From one entry a slot to one entry a value. */
    private static FrameNode frame(List<Object> slots, Object[] stack) {
        var entries = new ArrayList<Object>(slots.size());
        for (int slot = 0; slot < slots.size(); slot++) {
            var entry = slots.get(slot);
            entries.add(entry);
            slot += isWide(entry) ? 1 : 0;
        }
        return new FrameNode(
                Opcodes.F_NEW, entries.size(), entries.toArray(), stack.length, Arrays.copyOf(stack, stack.length));
    }

    private static boolean isWide(Object entry) {
        return entry.equals(Opcodes.LONG) || entry.equals(Opcodes.DOUBLE);
    }
}
