package dev.weft.sync;

/**
 * The right to be in a section that a {@link Lock} or another gate guards, made for {@code try}-with-resources.
 *
 * <pre>{@code
 * Lock lock = new Lock("door");
 * try (Permit permit = await(lock.acquire())) {
 *     System.out.println(permit); // Permit of Lock door [locked]
 * }
 * System.out.println(lock); // Lock door [free]
 * }</pre>
 */
public interface Permit extends AutoCloseable {

    /** Gives the permit back, and wakes the next task in line. A no-op the second time. */
    @Override
    void close();
}
