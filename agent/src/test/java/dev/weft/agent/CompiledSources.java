package dev.weft.agent;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Java sources, compiled in memory against the class path of the tests. */
public final class CompiledSources {
    private CompiledSources() {}

    /**
     * Compiles one source file with the running JDK's compiler.
     *
     * @param className the binary name of its first class
     * @param source its text
     * @param options options for javac
     * @return the class files by internal name
     */
    public static Map<String, byte[]> compile(String className, String source, String... options) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        return compile(compiler, files -> List.of(new SourceFile(className, source)), List.of(options));
    }

    /**
     * Compiles source files together.
     *
     * @param compiler what compiles them
     * @param sources where they are
     * @param options options for the compiler
     * @return the class files by internal name
     */
    public static Map<String, byte[]> compile(JavaCompiler compiler, List<Path> sources, List<String> options) {
        return compile(compiler, files -> files.getJavaFileObjectsFromPaths(sources), options);
    }

    private static Map<String, byte[]> compile(
            JavaCompiler compiler,
            Function<StandardJavaFileManager, Iterable<? extends JavaFileObject>> units,
            List<String> options) {
        var mistakes = new DiagnosticCollector<JavaFileObject>();
        var allOptions = new ArrayList<>(List.of("-proc:none", "-classpath", System.getProperty("java.class.path")));
        allOptions.addAll(options);
        var standard = compiler.getStandardFileManager(mistakes, null, null);
        var files = new MemoryFiles(standard);
        boolean compiled = compiler.getTask(null, files, mistakes, allOptions, null, units.apply(standard))
                .call();
        if (!compiled) {
            throw new AssertionError("the sample does not compile: " + texts(mistakes));
        }
        var classes = new LinkedHashMap<String, byte[]>();
        files.written.forEach((name, bytes) -> classes.put(name.replace('.', '/'), bytes.toByteArray()));
        return classes;
    }

    private static List<String> texts(DiagnosticCollector<JavaFileObject> mistakes) {
        return mistakes.getDiagnostics().stream()
                .map(it -> it.getKind().name().toLowerCase(Locale.ROOT) + ": line " + it.getLineNumber() + ": "
                        + it.getMessage(Locale.ROOT))
                .toList();
    }

    private static final class SourceFile extends SimpleJavaFileObject {
        private final String text;

        SourceFile(String className, String text) {
            super(URI.create("memory:///" + className.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new LinkedHashMap<>();

        MemoryFiles(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, Kind kind, FileObject sibling) {
            var bytes = new ByteArrayOutputStream();
            written.put(name, bytes);
            return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return bytes;
                }
            };
        }
    }
}
