package dev.weft.testing.junit;

import dev.weft.Coroutine;
import dev.weft.testing.TestLoop;

/** The runner of {@link WeftTest}s. */
public final class WeftExtension {
    /** Creates the extension. */
    public WeftExtension() {}

    /**
     * Runs the body of a test method, or of one that runs before or after each test, until it has ended. Woven code calls this.
     *
     * @param body what the method does
     * @throws Exception what the body throws
     */
    public static void run(Coroutine<?> body) throws Exception {
        try (TestLoop loop = new TestLoop()) {
            loop.run(body);
        }
    }
}
