package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.differential.oracle.OracleCode;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.SharingTransformer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The lines of all instructions of the samples, of several compilers, in every body that they are woven into. */
class LineNumbersTest {
    private static final ClassScope EVERYTHING = new ClassScope(List.of(""));
    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final String SAMPLES = "dev.weft.agent.samples";

    @TestFactory
    Stream<DynamicTest> instructions_ofWovenBodies_haveTheLinesOfTheSource() {
        return tests(weaver(ClassScope.NONE), false, UnaryOperator.identity());
    }

    @TestFactory
    Stream<DynamicTest> instructions_ofBodiesOfVeryLargeMethods_haveTheLinesOfTheSource() {
        return tests(sharing(), true, UnaryOperator.identity());
    }

    /** Some of those are very large. */
    @TestFactory
    Stream<DynamicTest> instructions_ofBodiesInStressMode_haveTheLinesOfTheSource() {
        return tests(weaver(EVERYTHING), true, OracleCode::of);
    }

    private static AsyncClassTransformer weaver(ClassScope scope) {
        return AsyncClassTransformer.create(new WovenSamples.Refusing(), null, false, scope);
    }

    private static AsyncClassTransformer sharing() {
        return SharingTransformer.create(new WovenSamples.Refusing(), false, ClassScope.NONE);
    }

    private static Stream<DynamicTest> tests(
            AsyncClassTransformer transformer, boolean sharesPaths, UnaryOperator<byte[]> prepare) {
        return Stream.of(
                        Compilation.javac("--release", "17", "-g"),
                        Compilation.javac("--release", "17", "-g:none"),
                        Compilation.ecj("-source", "17", "-target", "17", "-g"))
                .map(it -> DynamicTest.dynamicTest(it.name(), () -> check(it, transformer, prepare, sharesPaths)));
    }

    private static void check(
            Compilation compilation,
            AsyncClassTransformer transformer,
            UnaryOperator<byte[]> prepare,
            boolean sharesPaths) {
        var files = compilation.compile(SOURCES, SAMPLES, name -> true).files();
        var loader = new UnchangedSamples(name -> Optional.ofNullable(files.get(name.replace('.', '/'))));
        var wrong = new ArrayList<String>();
        int bodies = 0;
        for (var file : files.values()) {
            var lines = new LineComparison(prepare.apply(file), it -> transformer.transform(it, loader), sharesPaths);
            wrong.addAll(lines.differences());
            bodies += lines.bodies();
        }
        assertThat(wrong).isEmpty();
        assertThat(bodies).isGreaterThan(400);
    }
}
