package dev.weft.examples;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The programs of this machine, which tests use where they are installed. */
public final class Programs {
    private Programs() {}

    /** Returns the path of a program; skips the test, with a word, if it is not installed. */
    public static String required(String program, String debianPackage) {
        String path = onPath(program);
        assumeTrue(path != null, program + " is not installed (Debian: apt-get install " + debianPackage + ")");
        return path;
    }

    private static @Nullable String onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst()
                .orElse(null);
    }
}
