package dev.weft.agent.neighbours;

import dev.weft.agent.ClassJar;
import dev.weft.agent.CompiledSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Agents of the tests' own, as jars for the command line. */
final class AgentJar {
    private AgentJar() {}

    /** Compiles an agent from a source whose class has a {@code premain} that may redefine and retransform. */
    static Path write(Path directory, String className, String source) throws IOException {
        return ClassJar.write(
                directory.resolve(className + ".jar"),
                Map.of("Premain-Class", className, "Can-Retransform-Classes", "true", "Can-Redefine-Classes", "true"),
                CompiledSources.compile(className, source));
    }
}
