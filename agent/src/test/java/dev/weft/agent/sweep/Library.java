package dev.weft.agent.sweep;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A jar or a module of the JDK.
 *
 * @param name what it is called in the result
 * @param files the class files to weave, by internal name; nobody changes them
 * @param rest its other class files
 * @param loader where the other classes that it names are found
 */
record Library(String name, Map<String, byte[]> files, Map<String, byte[]> rest, ClassLoader loader) {
    private static final String SUFFIX = ".class";

    /** The class files of a jar, those for particular Java versions left out. */
    static Library ofJar(Path jar, ClassLoader others) throws IOException {
        try (FileSystem content = FileSystems.newFileSystem(jar)) {
            return new Library(jar.getFileName().toString(), filesUnder(content.getPath("/")), Map.of(), others);
        }
    }

    /** The class files of a module of the JDK that runs this. */
    static Library ofModule(String module) throws IOException {
        var root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module);
        String name = module + " " + Runtime.version().feature();
        return new Library(name, filesUnder(root), Map.of(), ClassLoader.getPlatformClassLoader());
    }

    /** Every n-th class: what a build has the time for. */
    Library everyNth(int n) {
        var some = new TreeMap<String, byte[]>();
        var others = new TreeMap<String, byte[]>();
        int index = 0;
        for (var file : files.entrySet()) {
            (index++ % n == 0 ? some : others).put(file.getKey(), file.getValue());
        }
        return new Library(name + (n > 1 ? ", one class of " + n : ""), some, others, loader);
    }

    /** Sees the class files of this library and of those beside it, as resources. */
    ClassLoader resources() {
        return new ClassLoader(loader) {
            @Override
            public InputStream getResourceAsStream(String path) {
                var file = path.endsWith(SUFFIX) ? fileOf(path.substring(0, path.length() - SUFFIX.length())) : null;
                return file == null ? super.getResourceAsStream(path) : new ByteArrayInputStream(file);
            }
        };
    }

    private byte[] fileOf(String className) {
        var file = files.get(className);
        return file == null ? rest.get(className) : file;
    }

    private static Map<String, byte[]> filesUnder(Path root) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var paths = Files.walk(root)) {
            for (var path : (Iterable<Path>) paths::iterator) {
                var name = root.relativize(path).toString();
                if (name.endsWith(SUFFIX) && !name.startsWith("META-INF") && !name.endsWith("module-info.class")) {
                    files.put(name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(path));
                }
            }
        }
        return files;
    }
}
