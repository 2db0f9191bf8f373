package dev.weft.agent.neighbours;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** The class path of the tests, where the neighbours' jars are. */
final class ClassPath {
    private static final String CLASS = ".class";

    private ClassPath() {}

    /** The class path of the tests, and more of it. */
    static String with(Path... more) {
        var path = new StringBuilder(System.getProperty("java.class.path"));
        for (var entry : more) {
            path.append(File.pathSeparator).append(entry);
        }
        return path.toString();
    }

    /** The one jar whose file name has this beginning and this end. */
    static Path jar(String beginning, String end) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().startsWith(beginning))
                .filter(path -> path.getFileName().toString().endsWith(end))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + beginning + "*" + end + " on the class path"));
    }

    /** Adds the class files below a directory by internal name. */
    static void read(Path root, Map<String, byte[]> classes) throws IOException {
        try (var files = Files.walk(root)) {
            for (var file : (Iterable<Path>) files::iterator) {
                var name = root.relativize(file)
                        .toString()
                        .replace(file.getFileSystem().getSeparator(), "/");
                if (name.endsWith(CLASS)) {
                    classes.put(name.substring(0, name.length() - CLASS.length()), Files.readAllBytes(file));
                }
            }
        }
    }
}
