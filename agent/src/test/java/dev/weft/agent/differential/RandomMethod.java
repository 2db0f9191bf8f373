package dev.weft.agent.differential;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the body of a random method, statement by statement. Each statement has a seed of its own, so that one can be
 * left out without a change of the others: that is how a failing method is made smaller.
 */
final class RandomMethod {
    private static final int DEEPEST = 3;
    private static final int MOST_STATEMENTS = 8;
    private static final int[] SCRIPT_SLOTS = {0, 0, 0, 0, 1, 5, 257}; // the last is for wide instructions

    /** Where {@code break} and {@code continue} go, and how high the stack is there. */
    private record Exit(Label label, int height) {}

    private final MethodNode method;
    private final Emitter emitter;
    private final RandomExpressions expressions;
    private final Set<Long> leftOut;
    private final List<Long> written;
    private final Deque<Exit> exits = new ArrayDeque<>();
    private Random random;
    private int statements = MOST_STATEMENTS;

    /**
     * Writes into an empty method.
     *
     * @param shape what the seed does not decide
     */
    RandomMethod(MethodNode method, long seed, Shape shape) {
        this.method = method;
        this.random = new Random(seed);
        this.emitter = new Emitter(
                method, shape.stage(), shape.parameters(), SCRIPT_SLOTS[random.nextInt(SCRIPT_SLOTS.length)]);
        this.expressions =
                new RandomExpressions(emitter, shape.firstHelper(), shape.helpers(), depth -> block(DEEPEST - depth));
        this.leftOut = shape.leftOut();
        this.written = shape.written();
    }

    /**
     * What is given for a method.
     *
     * @param stage whether it returns a stage
     * @param parameters the kinds of its parameters behind the script
     * @param firstHelper the first helper it may call
     * @param helpers how many there are
     * @param leftOut the seeds of statements that are not written
     * @param written gets the seeds of those that are
     */
    record Shape(
            boolean stage,
            List<Kind> parameters,
            int firstHelper,
            int helpers,
            Set<Long> leftOut,
            List<Long> written) {}

    /** Writes the whole body. */
    void write() {
        expressions.random = random;
        if (emitter.locals.isEmpty()) {
            emitter.resetStatics();
        }
        for (int i = 0; i < 5; i++) {
            statement(0);
        }
        for (var local : List.copyOf(emitter.locals)) {
            emitter.load(local);
            emitter.note();
        }
        leaf(Kind.OBJECT);
        emitter.text();
        emitter.returnTop();
    }

    private void leaf(Kind kind) {
        expressions.of(kind, Integer.MAX_VALUE);
    }

    private void block(int depth) {
        var scope = emitter.enterScope();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            statement(depth);
        }
        emitter.leaveScope(scope);
    }

    private void statement(int depth) {
        long seed = random.nextLong();
        if (statements-- <= 0 || leftOut.contains(seed)) {
            return;
        }
        written.add(seed);
        var outer = random;
        random = new Random(seed);
        expressions.random = random;
        write(depth);
        random = outer;
        expressions.random = outer;
    }

    private void write(int depth) {
        int choice = random.nextInt(depth >= DEEPEST ? 7 : 15);
        switch (choice) {
            case 0, 1 -> {
                expressions.any(0);
                emitter.declare();
            }
            case 2 -> assign();
            case 3 -> {
                expressions.any(0);
                emitter.note();
            }
            case 4 -> {
                expressions.any(1);
                emitter.await(random.nextBoolean(), false);
                emitter.note();
            }
            case 5 -> leave();
            case 6 -> intrinsicOrField();
            case 7, 8 -> branch(depth + 1);
            case 9, 10, 11 -> loop(depth + 1);
            default -> handlers(depth + 1);
        }
    }

    private void assign() {
        if (emitter.locals.isEmpty()) {
            expressions.any(0);
            emitter.declare();
            return;
        }
        var local = emitter.locals.get(random.nextInt(emitter.locals.size()));
        if (local.kind() == Kind.INT && random.nextBoolean()) {
            emitter.code.visitIincInsn(local.slot(), random.nextInt(3) - 1);
            return;
        }
        expressions.of(local.kind(), 0);
        emitter.pop().store(emitter.code, local.slot());
    }

    private void intrinsicOrField() {
        if (emitter.stage || random.nextBoolean()) {
            expressions.of(Kind.LONG, 0);
            emitter.pop();
            emitter.code.visitFieldInsn(Opcodes.PUTSTATIC, Emitter.OWNER, "wide", "J");
        } else {
            emitter.awaitIntrinsic(random.nextBoolean());
        }
    }

    private void branch(int depth) {
        var otherwise = new Label();
        var end = new Label();
        expressions.condition();
        emitter.code.visitJumpInsn(Opcodes.IFEQ, otherwise);
        block(depth);
        emitter.code.visitJumpInsn(Opcodes.GOTO, end);
        emitter.code.visitLabel(otherwise);
        if (random.nextBoolean()) {
            block(depth);
        }
        emitter.code.visitLabel(end);
    }

    /** A loop that is entered at its head, or at its head and its middle: such a one has no name in Java. */
    private void loop(int depth) {
        var head = new Label();
        var middle = new Label();
        var next = new Label();
        var end = new Label();
        int height = emitter.stack.size();
        if (random.nextBoolean()) {
            expressions.condition();
            emitter.code.visitJumpInsn(Opcodes.IFNE, middle);
        }
        emitter.code.visitLabel(head);
        exits.push(new Exit(end, height));
        exits.push(new Exit(next, height));
        block(depth);
        emitter.code.visitLabel(middle);
        if (random.nextBoolean()) {
            expressions.condition();
            emitter.code.visitJumpInsn(Opcodes.IFNE, end);
        }
        block(depth);
        emitter.code.visitLabel(next);
        exits.pop();
        exits.pop();
        emitter.burn(end);
        expressions.condition();
        emitter.code.visitJumpInsn(Opcodes.IFNE, head);
        emitter.code.visitLabel(end);
    }

    /** Goes elsewhere, under a condition: out of loops, out of the method, to a handler. */
    private void leave() {
        var stay = new Label();
        expressions.condition();
        emitter.code.visitJumpInsn(Opcodes.IFEQ, stay);
        int height = emitter.stack.size();
        var below = List.copyOf(emitter.stack);
        switch (random.nextInt(exits.isEmpty() ? 3 : 5)) {
            case 0 -> throwNew();
            case 1 -> returnObject();
            case 2 -> returnCall();
            default -> {
                var exit = exits.stream()
                        .skip(random.nextInt(exits.size()))
                        .findFirst()
                        .orElseThrow();
                emitter.dropTo(exit.height());
                emitter.code.visitJumpInsn(Opcodes.GOTO, exit.label());
            }
        }
        emitter.stack.clear();
        emitter.stack.addAll(below.subList(0, height));
        emitter.code.visitLabel(stay);
    }

    private void throwNew() {
        emitter.code.visitTypeInsn(Opcodes.NEW, "java/lang/IllegalStateException");
        emitter.pushed(Kind.BLANK);
        emitter.code.visitInsn(Opcodes.DUP);
        emitter.pushed(Kind.BLANK);
        expressions.of(Kind.TEXT, 1);
        emitter.code.visitMethodInsn(
                Opcodes.INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "(Ljava/lang/String;)V", false);
        emitter.code.visitInsn(Opcodes.ATHROW);
    }

    private void returnObject() {
        expressions.of(Kind.OBJECT, 1);
        emitter.text();
        emitter.returnTop();
    }

    private void returnCall() {
        if (expressions.callHelper(1)) {
            emitter.code.visitInsn(Opcodes.ARETURN);
        } else {
            returnObject();
        }
    }

    /**
     * A try with one handler. Its range may have a hole, may end in the middle of an expression, may cover the handler
     * itself; the handler may be jumped to with an exception that was never thrown.
     */
    private void handlers(int depth) {
        var start = new Label();
        var end = new Label();
        var handler = new Label();
        var done = new Label();
        boolean addFirst = random.nextInt(4) == 0; // then it comes before those inside it
        boolean coversItself = random.nextInt(4) == 0;
        var behindHandler = new Label();
        String type = new String[] {null, "java/lang/Throwable", "java/lang/RuntimeException"}[random.nextInt(3)];
        Runnable add = () -> method.visitTryCatchBlock(start, coversItself ? behindHandler : end, handler, type);
        if (addFirst) {
            add.run();
        }
        emitter.code.visitLabel(start);
        emitter.code.visitInsn(Opcodes.NOP);
        block(depth);
        endRange(end);
        boolean canGoOn = emitter.stack.isEmpty();
        if (canGoOn && random.nextInt(4) == 0 && type != null) {
            jumpToHandler(handler, type);
        }
        emitter.code.visitJumpInsn(Opcodes.GOTO, done);
        emitter.code.visitLabel(handler);
        handle(depth, canGoOn);
        emitter.code.visitLabel(behindHandler);
        emitter.code.visitLabel(done);
        if (!addFirst) {
            add.run();
        }
    }

    private void endRange(Label end) {
        if (random.nextInt(3) == 0) {
            expressions.any(1);
            emitter.code.visitLabel(end);
            expressions.any(1);
            emitter.note();
            emitter.note();
        } else {
            emitter.code.visitLabel(end);
        }
    }

    private void jumpToHandler(Label handler, String type) {
        var skip = new Label();
        expressions.condition();
        emitter.code.visitJumpInsn(Opcodes.IFEQ, skip);
        String made = type.endsWith("Throwable") ? "java/lang/IllegalStateException" : type;
        emitter.code.visitTypeInsn(Opcodes.NEW, made);
        emitter.code.visitInsn(Opcodes.DUP);
        emitter.code.visitMethodInsn(Opcodes.INVOKESPECIAL, made, "<init>", "()V", false);
        emitter.code.visitJumpInsn(Opcodes.GOTO, handler);
        emitter.code.visitLabel(skip);
    }

    /** The stack holds the exception alone; if other values lay on it before the try, control can't go on behind it. */
    private void handle(int depth, boolean canGoOn) {
        var below = List.copyOf(emitter.stack);
        emitter.stack.clear();
        var scope = emitter.enterScope();
        int slot = emitter.newSlot(1);
        emitter.code.visitVarInsn(Opcodes.ASTORE, slot);
        var tired = new Label();
        emitter.burn(tired);
        emitter.code.visitVarInsn(Opcodes.ALOAD, slot);
        emitter.code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false);
        emitter.code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getSimpleName", "()Ljava/lang/String;", false);
        emitter.pushed(Kind.TEXT);
        emitter.note();
        var outside = List.copyOf(exits);
        if (!canGoOn) {
            exits.removeIf(exit -> exit.height() > 0);
        }
        block(depth);
        if (random.nextInt(3) == 0) {
            rethrow(slot);
        }
        exits.clear();
        exits.addAll(outside);
        var goOn = new Label();
        if (canGoOn) {
            emitter.code.visitJumpInsn(Opcodes.GOTO, goOn);
        }
        emitter.code.visitLabel(tired);
        leaf(Kind.OBJECT);
        emitter.text();
        emitter.returnTop();
        emitter.pop();
        emitter.code.visitLabel(goOn);
        emitter.leaveScope(scope);
        emitter.stack.clear();
        emitter.stack.addAll(below);
    }

    private void rethrow(int slot) {
        var skip = new Label();
        expressions.condition();
        emitter.code.visitJumpInsn(Opcodes.IFEQ, skip);
        emitter.code.visitVarInsn(Opcodes.ALOAD, slot);
        emitter.code.visitInsn(Opcodes.ATHROW);
        emitter.code.visitLabel(skip);
    }
}
