package dev.weft.agent.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.objectweb.asm.Opcodes;

/**
 * Applies random instructions of the {@code dup}, {@code pop} and {@code swap} families to the top of the operand stack,
 * in all their forms: those that copy n words over m words, neither of which splits a long or double.
 */
final class StackShuffle {
    private static final int[][] DUPLICATIONS = { // opcodes by words copied - 1 and words below
        {Opcodes.DUP, Opcodes.DUP_X1, Opcodes.DUP_X2}, {Opcodes.DUP2, Opcodes.DUP2_X1, Opcodes.DUP2_X2}
    };

    private final Emitter emitter;
    private final int base;

    /** Shuffles what lies at {@code base} and above. */
    StackShuffle(Emitter emitter, int base) {
        this.emitter = emitter;
        this.base = base;
    }

    /** One instruction, if one that was thrown for is possible here. */
    void step(Random random) {
        int copied = 1 + random.nextInt(2);
        int below = random.nextInt(4) - 1;
        var top = values(stack().size(), copied);
        if (top == null) {
            return;
        }
        if (below < 0) {
            popOrSwap(copied, top, random);
            return;
        }
        var under = values(stack().size() - top.size(), below);
        if (under != null && stack().size() < base + 8) {
            emitter.code.visitInsn(DUPLICATIONS[copied - 1][below]);
            stack().addAll(stack().size() - top.size() - under.size(), top);
        }
    }

    private void popOrSwap(int words, List<Kind> top, Random random) {
        if (words == 2 && random.nextBoolean()) {
            emitter.code.visitInsn(Opcodes.POP2);
            stack().subList(stack().size() - top.size(), stack().size()).clear();
        } else if (words == 2 && top.size() == 2) {
            emitter.code.visitInsn(Opcodes.SWAP);
            var upper = emitter.pop();
            stack().add(stack().size() - 1, upper);
        } else if (words == 1 && random.nextBoolean()) {
            emitter.code.visitInsn(Opcodes.POP);
            emitter.pop();
        }
    }

    private List<Kind> stack() {
        return emitter.stack;
    }

    /** The values in so many words below {@code end}; null if there are none or one would be split. */
    private List<Kind> values(int end, int words) {
        int from = end;
        int left = words;
        while (left > 0 && from > base) {
            from--;
            left -= stack().get(from).size();
        }
        return left == 0 ? new ArrayList<>(stack().subList(from, end)) : null;
    }
}
