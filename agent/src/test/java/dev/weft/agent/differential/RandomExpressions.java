package dev.weft.agent.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Writes random expressions: each leaves one value of a wanted kind on top of whatever the operand stack holds. */
final class RandomExpressions {
    /** What the helper methods take behind the script. */
    static final List<Kind> HELPER_PARAMETERS = List.of(Kind.INT, Kind.DOUBLE, Kind.OBJECT, Kind.LONG);

    private static final int DEEPEST = 3;
    private static final int[] BINARY = {Opcodes.IADD, Opcodes.ISUB, Opcodes.IMUL, Opcodes.IDIV, Opcodes.IREM};

    private final Emitter emitter;
    private final MethodVisitor code;
    private final int firstHelper; // helpers call only later ones, so that nothing recurses
    private final int helpers;
    private final Consumer<Integer> block; // writes statements in the middle of an expression
    Random random = new Random(0);

    RandomExpressions(Emitter emitter, int firstHelper, int helpers, Consumer<Integer> block) {
        this.emitter = emitter;
        this.code = emitter.code;
        this.firstHelper = firstHelper;
        this.helpers = helpers;
        this.block = block;
    }

    /** A value of any kind. */
    Kind any(int depth) {
        var kind = Kind.VALUES[random.nextInt(Kind.VALUES.length)];
        of(kind, depth);
        return kind;
    }

    /** An int that is 0 or not, to be jumped by; the jump takes it. */
    void condition() {
        of(Kind.INT, DEEPEST - 1);
        emitter.push(1);
        code.visitInsn(Opcodes.IAND);
        emitter.pop();
        emitter.pop();
    }

    /** A value of this kind. */
    void of(Kind kind, int depth) {
        if (depth >= DEEPEST) {
            leaf(kind);
            return;
        }
        switch (random.nextInt(14)) {
            case 0, 1 -> leaf(kind);
            case 2, 3, 4 -> await(kind, depth + 1);
            case 5 -> ternary(kind, depth + 1);
            case 6, 7 -> shuffled(kind, depth + 1);
            case 8 -> fromBox(kind, depth + 1);
            case 9 -> afterStatements(kind, depth + 1);
            case 10 -> switched(kind, depth + 1);
            default -> operation(kind, depth + 1);
        }
    }

    private void leaf(Kind kind) {
        var known = new ArrayList<Emitter.Local>();
        for (var local : emitter.locals) {
            if (local.kind() == kind) {
                known.add(local);
            }
        }
        if (!known.isEmpty() && random.nextInt(4) > 0) {
            emitter.load(known.get(random.nextInt(known.size())));
        } else {
            constant(kind);
        }
    }

    private void constant(Kind kind) {
        switch (kind) {
            case INT -> code.visitLdcInsn(random.nextInt(9) - 2);
            case LONG -> code.visitLdcInsn((long) random.nextInt(9) - 1);
            case FLOAT -> code.visitLdcInsn(random.nextInt(5) / 2f);
            case DOUBLE -> code.visitLdcInsn(random.nextInt(9) / 4d);
            case TEXT -> textOrNull();
            case INTS -> newArray();
            default -> code.visitInsn(Opcodes.ACONST_NULL);
        }
        emitter.pushed(kind);
    }

    private void textOrNull() {
        if (random.nextInt(5) == 0) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            code.visitLdcInsn(String.valueOf((char) ('a' + random.nextInt(4))));
        }
    }

    private void newArray() {
        code.visitInsn(Opcodes.ICONST_3);
        code.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
        code.visitInsn(Opcodes.DUP);
        code.visitInsn(Opcodes.ICONST_1);
        code.visitIntInsn(Opcodes.BIPUSH, 7);
        code.visitInsn(Opcodes.IASTORE);
    }

    private void await(Kind kind, int depth) {
        if (kind == Kind.OBJECT && random.nextInt(3) == 0 && callHelper(depth)) {
            if (!emitter.stage && random.nextInt(3) == 0) {
                keepCoroutine(depth);
            }
            emitter.awaitCalled();
            return;
        }
        of(kind, depth);
        emitter.await(random.nextInt(4) == 0, random.nextInt(6) == 0);
    }

    /** A coroutine is cold: other awaits can come between its call and its own. */
    private void keepCoroutine(int depth) {
        emitter.pushed(Kind.BLANK);
        any(depth);
        emitter.note();
        emitter.pop();
    }

    /** Leaves what a helper returns on the real stack, unknown to the emitter's; false if there is no helper left. */
    boolean callHelper(int depth) {
        if (firstHelper >= helpers) {
            return false;
        }
        for (var kind : HELPER_PARAMETERS) {
            of(kind, depth + 1);
        }
        int helper = firstHelper + random.nextInt(helpers - firstHelper);
        emitter.call((emitter.stage ? "hot" : "cold") + helper, HELPER_PARAMETERS);
        return true;
    }

    private void ternary(Kind kind, int depth) {
        var otherwise = new Label();
        var end = new Label();
        condition();
        code.visitJumpInsn(Opcodes.IFEQ, otherwise);
        of(kind, depth);
        emitter.pop();
        code.visitJumpInsn(Opcodes.GOTO, end);
        code.visitLabel(otherwise);
        of(kind, depth);
        code.visitLabel(end);
    }

    private void switched(Kind kind, int depth) {
        var cases = new Label[] {new Label(), new Label(), new Label()};
        var end = new Label();
        of(Kind.INT, depth);
        emitter.pop();
        if (random.nextBoolean()) {
            code.visitTableSwitchInsn(0, 1, cases[2], cases[0], cases[1]);
        } else {
            code.visitLookupSwitchInsn(cases[2], new int[] {-5, 3}, new Label[] {cases[0], cases[1]});
        }
        for (var label : cases) {
            code.visitLabel(label);
            of(kind, depth);
            if (label != cases[2]) {
                emitter.pop();
                code.visitJumpInsn(Opcodes.GOTO, end);
            }
        }
        code.visitLabel(end);
    }

    private void afterStatements(Kind kind, int depth) {
        block.accept(1);
        of(kind, depth);
    }

    /** Pushes some values, turns the stack over, notes what is left, and gives a value of the wanted kind. */
    private void shuffled(Kind kind, int depth) {
        int base = emitter.stack.size();
        var shuffle = new StackShuffle(emitter, base);
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            any(depth);
        }
        for (int i = 0; i < 6; i++) {
            shuffle.step(random);
            if (random.nextInt(4) == 0) {
                any(depth + 1);
            }
        }
        while (emitter.stack.size() > base) {
            emitter.note();
        }
        of(kind, depth);
    }

    private void fromBox(Kind kind, int depth) {
        switch (kind) {
            case LONG -> {
                box(depth);
                emitter.boxNumber();
            }
            case TEXT -> {
                box(depth);
                emitter.text();
            }
            case OBJECT -> box(depth);
            default -> operation(kind, depth);
        }
    }

    /** A {@code new} in one of the forms that the verifier accepts: copies on the stack, in a local, under a value. */
    private void box(int depth) {
        switch (random.nextInt(5)) {
            case 0 -> boxInALocal(depth);
            case 1 -> boxUnderAValue(depth);
            case 2 -> twoBoxesAtOnce(depth);
            default -> {
                emitter.newBox();
                code.visitInsn(Opcodes.DUP);
                emitter.pushed(Kind.BLANK);
                construct(depth);
                becomeObject(emitter.stack.size() - 1);
            }
        }
    }

    private void construct(int depth) {
        of(Kind.OBJECT, depth);
        of(Kind.LONG, depth);
        of(Kind.OBJECT, depth);
        emitter.constructBox();
    }

    private void becomeObject(int index) {
        emitter.stack.set(index, Kind.OBJECT);
    }

    private void boxInALocal(int depth) {
        var scope = emitter.enterScope();
        emitter.newBox();
        int slot = emitter.newSlot(1);
        boolean alsoOnTheStack = random.nextBoolean();
        if (alsoOnTheStack) {
            code.visitInsn(Opcodes.DUP);
            emitter.pushed(Kind.BLANK);
        }
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ASTORE, slot);
        construct(depth);
        if (alsoOnTheStack) {
            code.visitInsn(Opcodes.POP);
            emitter.pop();
        }
        code.visitVarInsn(Opcodes.ALOAD, slot);
        emitter.pushed(Kind.OBJECT);
        emitter.leaveScope(scope);
    }

    private void boxUnderAValue(int depth) {
        int base = emitter.stack.size();
        emitter.newBox();
        of(Kind.INT, depth);
        code.visitInsn(Opcodes.SWAP);
        emitter.stack.add(base, emitter.pop());
        code.visitInsn(Opcodes.DUP_X1);
        emitter.stack.add(base, Kind.BLANK); // blank, int, blank
        construct(depth);
        becomeObject(base);
        emitter.note();
    }

    private void twoBoxesAtOnce(int depth) {
        int base = emitter.stack.size();
        emitter.newBox();
        if (random.nextBoolean()) {
            any(depth);
            emitter.note();
        }
        emitter.newBox();
        code.visitInsn(Opcodes.DUP2);
        emitter.pushed(Kind.BLANK);
        emitter.pushed(Kind.BLANK);
        int sooner = random.nextInt(2); // which is constructed first, while the other lies among its copies
        if (sooner == 0) {
            code.visitInsn(Opcodes.SWAP);
        }
        construct(random.nextBoolean() ? depth : DEEPEST);
        becomeObject(base + sooner);
        construct(random.nextBoolean() ? depth : DEEPEST);
        becomeObject(base + 1 - sooner);
        emitter.note();
    }

    private void operation(Kind kind, int depth) {
        switch (kind) {
            case INT -> intOperation(depth);
            case LONG -> wideOperation(depth);
            case FLOAT -> arithmetic(Kind.FLOAT, Opcodes.FADD - Opcodes.IADD, depth);
            case DOUBLE -> arithmetic(Kind.DOUBLE, Opcodes.DADD - Opcodes.IADD, depth);
            case TEXT -> {
                any(depth);
                emitter.box();
                emitter.text();
                concatenate(depth);
            }
            case INTS -> constant(Kind.INTS);
            default -> {
                any(depth);
                emitter.box();
            }
        }
    }

    private void concatenate(int depth) {
        any(depth);
        emitter.box();
        emitter.text();
        emitter.pop();
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/String", "concat", "(Ljava/lang/String;)Ljava/lang/String;", false);
    }

    private void arithmetic(Kind kind, int offset, int depth) {
        of(kind, depth);
        of(kind, depth);
        code.visitInsn(BINARY[random.nextInt(BINARY.length)] + offset);
        emitter.pop();
    }

    private void intOperation(int depth) {
        switch (random.nextInt(6)) {
            case 0 -> convert(Kind.LONG, Opcodes.L2I, Kind.INT, depth);
            case 1 -> convert(Kind.INT, Opcodes.I2B + random.nextInt(3), Kind.INT, depth);
            case 2 -> compoundOnArray(depth);
            case 3 -> compoundOnStatic(depth);
            case 4 -> comparison(depth);
            default -> arithmetic(Kind.INT, 0, depth);
        }
    }

    private void wideOperation(int depth) {
        switch (random.nextInt(4)) {
            case 0 -> convert(Kind.INT, Opcodes.I2L, Kind.LONG, depth);
            case 1 -> convert(Kind.DOUBLE, Opcodes.D2L, Kind.LONG, depth);
            case 2 -> {
                of(Kind.LONG, depth);
                code.visitInsn(Opcodes.DUP2);
                code.visitFieldInsn(Opcodes.PUTSTATIC, Emitter.OWNER, "wide", "J");
                of(Kind.LONG, depth);
                code.visitFieldInsn(Opcodes.GETSTATIC, Emitter.OWNER, "wide", "J");
                code.visitInsn(Opcodes.LADD);
                code.visitInsn(Opcodes.LXOR);
                emitter.pop();
            }
            default -> arithmetic(Kind.LONG, Opcodes.LADD - Opcodes.IADD, depth);
        }
    }

    private void convert(Kind from, int opcode, Kind to, int depth) {
        of(from, depth);
        code.visitInsn(opcode);
        emitter.pop();
        emitter.pushed(to);
    }

    /** {@code array[index] += value} as a value: {@code dup2}, then {@code dup_x2}. The index may be out of bounds. */
    private void compoundOnArray(int depth) {
        of(Kind.INTS, depth);
        of(Kind.INT, depth);
        code.visitInsn(Opcodes.DUP2);
        code.visitInsn(Opcodes.IALOAD);
        emitter.pushed(Kind.INT);
        of(Kind.INT, depth);
        code.visitInsn(Opcodes.IADD);
        emitter.pop();
        code.visitInsn(Opcodes.DUP_X2);
        code.visitInsn(Opcodes.IASTORE);
        emitter.pop();
        emitter.pop();
        emitter.pop();
        emitter.pushed(Kind.INT);
    }

    private void compoundOnStatic(int depth) {
        code.visitFieldInsn(Opcodes.GETSTATIC, Emitter.OWNER, "count", "I");
        emitter.pushed(Kind.INT);
        of(Kind.INT, depth);
        code.visitInsn(Opcodes.IADD);
        emitter.pop();
        code.visitInsn(Opcodes.DUP);
        code.visitFieldInsn(Opcodes.PUTSTATIC, Emitter.OWNER, "count", "I");
    }

    private void comparison(int depth) {
        boolean wide = random.nextBoolean();
        var kind = wide ? Kind.LONG : Kind.DOUBLE;
        of(kind, depth);
        of(kind, depth);
        code.visitInsn(wide ? Opcodes.LCMP : Opcodes.DCMPG);
        emitter.pop();
        emitter.pop();
        emitter.pushed(Kind.INT);
    }
}
