package dev.weft.agent.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.RecordingReporter;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.scan.ClassFiles;
import dev.weft.agent.transform.verify.OutputVerifier;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Probes in classes that nobody here wrote: the code stays valid. */
class ProbedLibraryTest {
    private static final ClassScope EVERYTHING = new ClassScope(List.of(""));

    @ParameterizedTest
    @CsvSource({"jackson-databind, 12", "ecj, 24", "logback-classic, 2"})
    void classesOfOtherPeople_withProbes_areValid(String jar, int n) throws IOException {
        var library = Library.ofJar(onTheClassPath(jar), ProbedLibraryTest.class.getClassLoader())
                .everyNth(n);
        var reporter = new RecordingReporter();
        var transformer = AsyncClassTransformer.create(reporter, null, false, ClassScope.NONE, EVERYTHING);
        var verifier = new OutputVerifier(new ClassFiles(library.resources()));
        var flaws = new ArrayList<String>();
        int changed = 0;
        for (var file : library.files().values()) {
            var woven = transformer.transform(file, library.resources());
            if (woven != null && woven.hostBytes() != file) {
                changed++;
                var found = verifier.check(woven.hostBytes());
                if (!found.isEmpty() && verifier.check(file).isEmpty()) {
                    found.forEach(flaw -> flaws.add(flaw.toString()));
                }
            }
        }
        assertThat(flaws).isEmpty();
        assertThat(reporter.told).isEmpty();
        assertThat(changed).as("classes with probes").isGreaterThan(10);
    }

    private static Path onTheClassPath(String name) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(path -> path.getFileName().toString().matches(name + "-[0-9].*\\.jar"))
                .findFirst()
                .orElseThrow();
    }
}
