package dev.weft.agent.differential;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes the code of one random method, and knows what lies on its operand stack and in its local variables. */
final class Emitter {
    /** The class that the random methods are in. */
    static final String OWNER = "B";

    static final String SCRIPT = "dev/weft/agent/differential/Script";
    private static final int FUEL = 20;
    private static final String BOX = "dev/weft/agent/differential/Box";
    private static final String WEFT = "dev/weft/Weft";

    /** A local variable. */
    record Local(int slot, Kind kind) {}

    final MethodVisitor code;
    final boolean stage;
    final List<Kind> stack = new ArrayList<>();
    final List<Local> locals = new ArrayList<>();
    private final int script;
    private int nextSlot;

    /**
     * Begins a method whose first parameter is the script.
     *
     * @param parameters the kinds of the other parameters
     * @param moved a slot that the script moves to, so that the one of its parameter is used for other values; 0 if it
     *     stays
     */
    Emitter(MethodVisitor code, boolean stage, List<Kind> parameters, int moved) {
        this.code = code;
        this.stage = stage;
        int slot = 1;
        for (var kind : parameters) {
            locals.add(new Local(slot, kind));
            slot += kind.size();
        }
        script = parameters.isEmpty() ? moved : 0;
        nextSlot = script > 0 ? Math.max(0, script - 5) : slot;
        if (script > 0) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitVarInsn(Opcodes.ASTORE, script);
        }
    }

    /** Where a scope begins: what {@link #leaveScope} takes. */
    int[] enterScope() {
        return new int[] {locals.size(), nextSlot};
    }

    /** Forgets the variables of a scope; their slots are used again, for any kind. */
    void leaveScope(int[] scope) {
        locals.subList(scope[0], locals.size()).clear();
        nextSlot = scope[1];
    }

    /** A slot that no variable has. */
    int newSlot(int size) {
        if (nextSlot <= script && script < nextSlot + size) {
            nextSlot = script + 1;
        }
        int slot = nextSlot;
        nextSlot += size;
        return slot;
    }

    /** Makes a variable of what is on top of the stack. */
    Local declare() {
        var kind = pop();
        var local = new Local(newSlot(kind.size()), kind);
        kind.store(code, local.slot());
        locals.add(local);
        return local;
    }

    void pushed(Kind kind) {
        stack.add(kind);
    }

    /** The kind on top, which some instruction has taken. */
    Kind pop() {
        return stack.remove(stack.size() - 1);
    }

    void load(Local local) {
        local.kind().load(code, local.slot());
        pushed(local.kind());
    }

    void loadScript() {
        code.visitVarInsn(Opcodes.ALOAD, script);
    }

    /** Drops values until the stack has this height, and tells nobody: control goes elsewhere. */
    void dropTo(int height) {
        for (int i = stack.size() - 1; i >= height; i--) {
            stack.get(i).pop(code);
        }
    }

    /** Notes the value on top. */
    void note() {
        box();
        text();
        pop();
        loadScript();
        code.visitInsn(Opcodes.SWAP);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, SCRIPT, "note", "(Ljava/lang/Object;)V", false);
    }

    /** From any kind to an Object. */
    void box() {
        pop().box(code);
        pushed(Kind.OBJECT);
    }

    /** From a reference to its text. */
    void text() {
        pop();
        code.visitMethodInsn(Opcodes.INVOKESTATIC, BOX, "text", "(Ljava/lang/Object;)Ljava/lang/String;", false);
        pushed(Kind.TEXT);
    }

    /** Awaits what gives the value on top, in one of its ways. */
    void await(boolean asStage, boolean throwing) {
        var kind = stack.get(stack.size() - 1);
        box();
        pop();
        loadScript();
        code.visitInsn(Opcodes.SWAP);
        boolean ofStage = stage || asStage;
        String awaited = ofStage ? "Ljava/util/concurrent/CompletionStage;" : "Ldev/weft/Awaitable;";
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, SCRIPT, ofStage ? "stage" : "later", "(Ljava/lang/Object;)" + awaited, false);
        if (throwing) {
            code.visitLdcInsn(Type.getObjectType("java/io/IOException"));
        }
        awaitCall(awaited + (throwing ? "Ljava/lang/Class;" : ""));
        kind.unbox(code);
        pushed(kind);
    }

    /** Awaits {@code yieldNow()} or {@code sleep(ZERO)}. */
    void awaitIntrinsic(boolean sleep) {
        if (sleep) {
            code.visitFieldInsn(Opcodes.GETSTATIC, "java/time/Duration", "ZERO", "Ljava/time/Duration;");
        }
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                WEFT,
                sleep ? "sleep" : "yieldNow",
                (sleep ? "(Ljava/time/Duration;)" : "()") + "Ldev/weft/Coroutine;",
                false);
        awaitCall("Ldev/weft/Awaitable;");
        code.visitInsn(Opcodes.POP);
    }

    private void awaitCall(String operands) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, WEFT, "await", "(" + operands + ")Ljava/lang/Object;", false);
    }

    /** Calls an async method of the class, whose arguments behind the script are on the stack; nobody awaits it yet. */
    void call(String name, List<Kind> parameters) {
        var scriptless = new ArrayList<int[]>();
        var scope = enterScope();
        for (int i = parameters.size() - 1; i >= 0; i--) {
            int slot = newSlot(parameters.get(i).size());
            pop().store(code, slot);
            scriptless.add(0, new int[] {i, slot});
        }
        loadScript();
        for (var argument : scriptless) {
            parameters.get(argument[0]).load(code, argument[1]);
        }
        leaveScope(scope);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, OWNER, name, descriptor(stage, parameters), false);
    }

    /** Awaits what {@link #call} left. */
    void awaitCalled() {
        awaitCall(stage ? "Ljava/util/concurrent/CompletionStage;" : "Ldev/weft/Awaitable;");
        pushed(Kind.OBJECT);
    }

    static String descriptor(boolean stage, List<Kind> parameters) {
        var text = new StringBuilder("(L" + SCRIPT + ";");
        parameters.forEach(kind -> text.append(kind.descriptor()));
        return text + (stage ? ")Ljava/util/concurrent/CompletableFuture;" : ")Ldev/weft/Coroutine;");
    }

    /** Returns the object on top; what lies below it is left there. */
    void returnTop() {
        if (stage) {
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    "java/util/concurrent/CompletableFuture",
                    "completedFuture",
                    "(Ljava/lang/Object;)Ljava/util/concurrent/CompletableFuture;",
                    false);
        } else {
            code.visitMethodInsn(
                    Opcodes.INVOKESTATIC, WEFT, "completed", "(Ljava/lang/Object;)Ldev/weft/Coroutine;", false);
        }
        code.visitInsn(Opcodes.ARETURN);
    }

    /** Every run of a case begins with the same state. */
    void resetStatics() {
        code.visitIntInsn(Opcodes.BIPUSH, FUEL);
        code.visitFieldInsn(Opcodes.PUTSTATIC, OWNER, "fuel", "I");
        code.visitInsn(Opcodes.ICONST_0);
        code.visitFieldInsn(Opcodes.PUTSTATIC, OWNER, "count", "I");
        code.visitInsn(Opcodes.LCONST_0);
        code.visitFieldInsn(Opcodes.PUTSTATIC, OWNER, "wide", "J");
    }

    /** {@code if (--fuel <= 0) goto empty}: every way back uses some up, so that each run ends. */
    void burn(Label empty) {
        code.visitFieldInsn(Opcodes.GETSTATIC, OWNER, "fuel", "I");
        code.visitInsn(Opcodes.ICONST_1);
        code.visitInsn(Opcodes.ISUB);
        code.visitInsn(Opcodes.DUP);
        code.visitFieldInsn(Opcodes.PUTSTATIC, OWNER, "fuel", "I");
        code.visitJumpInsn(Opcodes.IFLE, empty);
    }

    void newBox() {
        code.visitTypeInsn(Opcodes.NEW, BOX);
        pushed(Kind.BLANK);
    }

    /** Runs the constructor; its arguments and one copy of the object are on top. */
    void constructBox() {
        stack.subList(stack.size() - 4, stack.size()).clear();
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, BOX, "<init>", "(Ljava/lang/Object;JLjava/lang/Object;)V", false);
    }

    void boxNumber() {
        pop();
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BOX, "number", "()J", false);
        pushed(Kind.LONG);
    }

    /** A constant of int. */
    void push(int value) {
        code.visitLdcInsn(value);
        pushed(Kind.INT);
    }
}
