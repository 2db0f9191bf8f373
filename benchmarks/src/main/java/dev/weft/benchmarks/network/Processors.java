package dev.weft.benchmarks.network;

import java.io.IOException;
import java.util.List;

/** The two processors: one for the server, and one for the generator. Needs taskset, which Linux has. */
final class Processors {
    static final int SERVER = 0;
    static final int GENERATOR = 1;

    private static final boolean SEPARATE = Runtime.getRuntime().availableProcessors() > 1 && hasTaskset();

    private Processors() {}

    private static boolean hasTaskset() {
        try {
            return new ProcessBuilder("taskset", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the start of a command that is to run on one processor. */
    static List<String> only(int processor) {
        return SEPARATE ? List.of("taskset", "-c", Integer.toString(processor)) : List.of();
    }

    /** Moves all threads of this process to a list of processors, such as {@code 0,1}. */
    static void move(String processors) throws IOException, InterruptedException {
        if (SEPARATE) {
            String self = Long.toString(ProcessHandle.current().pid());
            int status = new ProcessBuilder("taskset", "-a", "-c", "-p", processors, self)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("taskset failed with " + status);
            }
        }
    }
}
