package dev.weft.abi;

import dev.weft.internal.probe.ProbedRun;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/** The chance of code under test: by the seed of the run, on the thread of a test's loop; elsewhere the JDK's. */
public final class ProbedChance {

    private static final int VERSION_SHIFT = 12; // of a UUID's upper half, and what is random below it
    private static final long VERSION_4 = 4L << VERSION_SHIFT;
    private static final long WITHOUT_VERSION = ~(0xFL << VERSION_SHIFT);
    private static final long VARIANT = 1L << 63;
    private static final long WITHOUT_VARIANT = ~(3L << 62);

    private ProbedChance() {}

    /**
     * Gives the seed for {@code new Random()}.
     *
     * @return any number
     */
    public static long seed() {
        Random seeded = seeded();
        return seeded == null ? new Random().nextLong() : seeded.nextLong();
    }

    /**
     * Stands for {@link Math#random}.
     *
     * @return a number from 0 to 1
     */
    public static double random() {
        Random seeded = seeded();
        return seeded == null ? Math.random() : seeded.nextDouble();
    }

    /**
     * Stands for {@link UUID#randomUUID}.
     *
     * @return a UUID of version 4
     */
    public static UUID randomUUID() {
        Random seeded = seeded();
        if (seeded == null) {
            return UUID.randomUUID();
        }
        return new UUID(
                (seeded.nextLong() & WITHOUT_VERSION) | VERSION_4, (seeded.nextLong() & WITHOUT_VARIANT) | VARIANT);
    }

    /**
     * Stands for {@link Collections#shuffle(List)}.
     *
     * @param list the list
     */
    public static void shuffle(List<?> list) {
        Random seeded = seeded();
        if (seeded == null) {
            Collections.shuffle(list);
        } else {
            Collections.shuffle(list, seeded);
        }
    }

    /**
     * Chooses in place of a {@link ThreadLocalRandom} or a {@link SecureRandom}, which have no seed, and whose methods a
     * {@link Random} has as well.
     *
     * @param real the object on which a method was to be called; null where the call is about to fail
     * @return the object on which it is called
     */
    public static @Nullable Random of(@Nullable Random real) {
        Random seeded = real instanceof ThreadLocalRandom || real instanceof SecureRandom ? seeded() : null;
        return seeded == null ? real : seeded;
    }

    /**
     * Chooses in place of such an object that is passed on as a generator.
     *
     * @param real the object on which a method was to be called; null where the call is about to fail
     * @return the object on which it is called
     */
    public static @Nullable RandomGenerator of(@Nullable RandomGenerator real) {
        return real instanceof Random random ? of(random) : real;
    }

    /**
     * Stands for {@link RandomGenerator#getDefault}.
     *
     * @return a generator
     */
    public static RandomGenerator generator() {
        return create(RandomGeneratorFactory.getDefault());
    }

    /**
     * Stands for {@link RandomGenerator#of}.
     *
     * @param name the algorithm
     * @return a generator of that algorithm
     */
    public static RandomGenerator generator(String name) {
        return create(RandomGeneratorFactory.of(name));
    }

    /**
     * Stands for {@link RandomGeneratorFactory#create()}.
     *
     * @param factory the factory
     * @return a generator of its algorithm; one without a seed if that takes none
     */
    public static RandomGenerator create(RandomGeneratorFactory<?> factory) {
        Random seeded = seeded();
        if (seeded == null) {
            return factory.create();
        }
        try {
            return factory.create(seeded.nextLong());
        } catch (UnsupportedOperationException noSeed) {
            return factory.create();
        }
    }

    private static @Nullable Random seeded() {
        ProbedRun run = ProbedRun.current();
        return run == null ? null : run.random();
    }
}
