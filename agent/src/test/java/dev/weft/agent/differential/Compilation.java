package dev.weft.agent.differential;

import dev.weft.agent.CompiledSources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * One way to compile a folder of samples while the tests run.
 *
 * @param name what the test report calls it
 * @param compiler what compiles
 * @param options its options
 */
record Compilation(String name, JavaCompiler compiler, List<String> options) {
    /** By the compiler of the JDK that runs the tests. */
    static Compilation javac(String... options) {
        return of("javac", ToolProvider.getSystemJavaCompiler(), options);
    }

    /** By Eclipse's compiler. */
    static Compilation ecj(String... options) {
        return of("ecj", new EclipseCompiler(), options);
    }

    private static Compilation of(String name, JavaCompiler compiler, String... options) {
        return new Compilation(name + " " + String.join(" ", options), compiler, List.of(options));
    }

    /**
     * Compiles the samples of a package.
     *
     * @param folder the source folder
     * @param packageName the package
     * @param wanted which files, by the simple names of their classes
     */
    CompiledSamples compile(Path folder, String packageName, Predicate<String> wanted) {
        var names = new ArrayList<String>();
        var sources = new ArrayList<Path>();
        for (var file : filesIn(folder.resolve(packageName.replace('.', '/')))) {
            String name = file.getFileName().toString().replace(".java", "");
            if (!name.equals("package-info") && wanted.test(name)) {
                names.add(packageName + "." + name);
                sources.add(file);
            }
        }
        var allOptions = new ArrayList<>(options);
        allOptions.add("-nowarn");
        return new CompiledSamples(names, CompiledSources.compile(compiler, sources, allOptions));
    }

    private static List<Path> filesIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * What came out of it.
     *
     * @param samples the names of the classes that have cases
     * @param files all class files by internal name
     */
    record CompiledSamples(List<String> samples, Map<String, byte[]> files) {
        /** The class file of a class by its name. */
        Optional<byte[]> file(String name) {
            return Optional.ofNullable(files.get(name.replace('.', '/')));
        }

        /** All cases of all samples. */
        List<SampleCase> cases() {
            var loader = new UnchangedSamples(this::file);
            var cases = new ArrayList<SampleCase>();
            for (var sample : samples) {
                try {
                    cases.addAll(SampleCase.of(loader.loadClass(sample)));
                } catch (ClassNotFoundException missing) {
                    throw new AssertionError(missing);
                }
            }
            return cases;
        }
    }
}
