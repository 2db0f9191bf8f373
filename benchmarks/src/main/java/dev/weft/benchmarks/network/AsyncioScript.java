package dev.weft.benchmarks.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The servers in Python. */
final class AsyncioScript {
    private static final String NAME = "asyncio_servers.py";

    private AsyncioScript() {}

    /** Returns the script, copied to a directory. */
    static Path in(Path directory) throws IOException {
        Path script = directory.resolve(NAME);
        if (!Files.exists(script)) {
            try (InputStream source = Objects.requireNonNull(AsyncioScript.class.getResourceAsStream(NAME), NAME)) {
                Files.copy(source, script);
            }
        }
        return script;
    }
}
