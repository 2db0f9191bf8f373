package dev.weft.benchmarks.network;

import java.nio.file.Path;
import java.util.List;

/**
 * The work of a server, and what it needs for it.
 *
 * @param work the work
 * @param backend the port of the backend, or 0
 * @param key the key for TLS
 */
record ServerSetting(Work work, int backend, ServerKey key) {
    /** Returns the arguments of its process. */
    List<String> arguments() {
        return List.of(work.name(), Integer.toString(backend), key.file().toString());
    }

    /** Returns what arguments say. */
    static ServerSetting of(List<String> arguments) {
        return new ServerSetting(
                Work.valueOf(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                new ServerKey(Path.of(arguments.get(2))));
    }
}
