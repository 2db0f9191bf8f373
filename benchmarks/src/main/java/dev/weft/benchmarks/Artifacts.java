package dev.weft.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;

/** The jars that the measured programs need: those of this checkout, unless system properties name others. */
public final class Artifacts {
    private Artifacts() {}

    /** Returns the jar, or the directory of classes, that this class is in. */
    public static Path benchmarks() {
        return Path.of(Artifacts.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toAbsolutePath();
    }

    /** Returns the jar of Weft's agent. */
    public static Path agent() {
        return find("weft.agent", "../../agent/target/weft-agent.jar");
    }

    /** Returns the jar of Weft's runtime. */
    public static Path runtime() {
        return find("weft.runtime", "../../runtime/target/weft-runtime.jar");
    }

    /** Returns the jar of EA Async's agent, which also contains the classes that woven code calls. */
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
