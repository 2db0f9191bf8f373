package dev.weft.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jars that the measured programs run with: those of this checkout, unless system properties name others. */
public final class Artifacts {
    private Artifacts() {}

    /** This very jar, or directory of classes. */
    public static Path benchmarks() {
        return Path.of(Artifacts.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toAbsolutePath();
    }

    /** Weft's agent. */
    public static Path agent() {
        return find("weft.agent", "../../agent/target/weft-agent.jar");
    }

    /** Weft's runtime. */
    public static Path runtime() {
        return find("weft.runtime", "../../runtime/target/weft-runtime.jar");
    }

    /** The agent of EA Async, which also contains what its woven classes call. */
    public static Path eaAsync() {
        return find("ea.agent", "peers/ea-async.jar");
    }

    private static Path find(String property, String besideThisJar) {
        String given = System.getProperty(property);
        Path jar = given != null ? Path.of(given) : benchmarks().resolveSibling(besideThisJar);
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("no " + jar.getFileName() + " at " + jar.normalize()
                    + ": build it with `mvn -B package`, or name it with -D" + property + "=FILE");
        }
        return jar.toAbsolutePath().normalize();
    }
}
