package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * Plays random bytecode, one method after the other. {@code -Dweft.seed=N} plays one method again, on all its courses, and
 * {@code -Dweft.programs=N} plays more of them, {@code -Dweft.programs=endless} until one fails. A method that fails is
 * made as small as it stays failing, and printed.
 */
class RandomBytecodeTest {
    private static final String PROGRAMS = System.getProperty("weft.programs", "10000");
    private static final int CASES = 100; // methods in a class
    private static final int SHARING = 10; // one of so many classes is woven as very large ones are
    private static final int THOROUGH = 50; // of so many classes one is also played under stress, and checked by ASM

    @Test
    void randomMethod_woven_behavesAsWithABlockingAwait() {
        Long only = Long.getLong("weft.seed");
        if (only != null) {
            explain(only);
            return;
        }
        long programs = PROGRAMS.equals("endless") ? Long.MAX_VALUE : Long.parseLong(PROGRAMS);
        long seed = System.nanoTime();
        System.out.println("random bytecode from weft.seed=" + seed);
        for (long played = 0; played < programs; played += CASES) {
            boolean thorough = played % (THOROUGH * CASES) == 0;
            play(seed, played, (int) Math.min(CASES, programs - played), thorough);
        }
    }

    private static void play(long firstSeed, long played, int cases, boolean thorough) {
        long seed = firstSeed + played;
        byte[] file = RandomBytecode.file(seed, cases);
        Function<String, Optional<byte[]>> files = name -> file(name, file);
        var comparison = thorough
                ? new Comparison(files, seed)
                : played / CASES % SHARING == 1 ? sharing(files, seed) : Comparison.unverified(files, seed);
        for (int i = 0; i < cases; i++) {
            try {
                comparison.checkSome(
                        new SampleCase(Emitter.OWNER, "c" + i, RandomBytecode.isHot(seed + i)),
                        2,
                        new Random(seed + i));
            } catch (AssertionError failed) {
                boolean invalid = failed.getCause() instanceof LinkageError; // any case of the class can be the cause
                for (int suspect = invalid ? 0 : i; suspect <= (invalid ? cases - 1 : i); suspect++) {
                    explain(seed + suspect);
                }
                throw new AssertionError("c" + i + " of the class weft.seed=" + seed + " fails, but not alone", failed);
            }
        }
    }

    private static Optional<byte[]> file(String name, byte[] file) {
        return name.equals(Emitter.OWNER) ? Optional.of(file) : Optional.empty();
    }

    private static Comparison sharing(Function<String, Optional<byte[]>> files, long seed) {
        return Comparison.sharingUnverified(files, seed);
    }

    /** Fails with the smallest form of the method if it fails alone. */
    private static void explain(long seed) {
        Throwable first = failure(seed, Set.of(), new ArrayList<>());
        if (first == null) {
            return;
        }
        Set<Long> leftOut = smallest(seed);
        var type = RandomBytecode.single(seed, leftOut, new ArrayList<>());
        var failure = failure(seed, leftOut, new ArrayList<>());
        throw new AssertionError(
                "weft.seed=" + seed + ": " + (failure == null ? first : failure) + "\n"
                        + text(type.methods.get(type.methods.size() - 1)),
                first);
    }

    /** Leaves out one statement after the other, as long as the method still fails. */
    private static Set<Long> smallest(long seed) {
        Set<Long> leftOut = new HashSet<>();
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            List<Long> written = new ArrayList<>();
            RandomBytecode.single(seed, leftOut, written);
            for (long statement : written) {
                leftOut.add(statement);
                if (failure(seed, leftOut, new ArrayList<>()) == null) {
                    leftOut.remove(statement);
                } else {
                    smaller = true;
                }
            }
        }
        return leftOut;
    }

    private static Throwable failure(long seed, Set<Long> leftOut, List<Long> written) {
        try {
            byte[] file = RandomBytecode.bytes(RandomBytecode.single(seed, leftOut, written));
            var played = new SampleCase(Emitter.OWNER, "c0", RandomBytecode.isHot(seed));
            new Comparison(name -> file(name, file), seed).check(played);
            sharing(name -> file(name, file), seed).check(played);
            return null;
        } catch (Throwable failed) {
            return failed;
        }
    }

    private static String text(MethodNode method) {
        var printer = new Textifier();
        method.accept(new TraceMethodVisitor(printer));
        var text = new StringWriter();
        printer.print(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void sameSeed_twice_givesTheSameClass() {
        assertThat(RandomBytecode.file(5, 10)).isEqualTo(RandomBytecode.file(5, 10));
    }
}
