package dev.weft.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The finished jar of the runtime: its contents, and what its manifest tells an OSGi framework. */
class RuntimeJarIT {
    private static final Path JAR = Path.of("target", "weft-runtime.jar");
    /** A package at the start of a manifest's list or behind a comma that stands in no quotes. */
    private static final Pattern PACKAGE =
            Pattern.compile("(?:^|,)([a-z.]+)(?=[;,]|$)(?:;[^,\"]*(?:\"[^\"]*\"[^,\"]*)*)?");

    @Test
    void classes_inTheJar_areAllTheRuntimesOwn() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("dev/weft/") || name.equals("module-info.class"));
        }
    }

    @Test
    void exports_ofTheBundle_areThoseOfTheModule() throws IOException {
        assertThat(packages(header("Export-Package")))
                .as("Export-Package, in the bnd instructions of runtime/pom.xml")
                .containsExactlyInAnyOrderElementsOf(exportsOfTheModule());
    }

    @Test
    void imports_ofTheBundle_areOfTheJdkUnlessOptional() throws IOException {
        List<String> clauses = List.of(header("Import-Package").split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1));
        assertThat(clauses)
                .filteredOn(clause -> !clause.endsWith(";resolution:=optional"))
                .as("the runtime depends on the JDK alone")
                .containsExactly("javax.net.ssl");
        assertThat(clauses)
                .filteredOn(clause -> clause.endsWith(";resolution:=optional"))
                .as("signals, which a framework may hand on, recordings, and what runs tests")
                .contains(
                        "sun.misc;resolution:=optional",
                        "jdk.jfr;resolution:=optional",
                        "org.junit.jupiter.api;version=\"[5.11,7)\";resolution:=optional")
                .allMatch(clause -> clause.startsWith("sun.misc;")
                        || clause.startsWith("jdk.jfr;")
                        || clause.startsWith("org.junit."));
    }

    @Test
    void identity_ofTheBundle_isTheRuntimeOnJava17() throws IOException {
        assertThat(header("Bundle-ManifestVersion")).isEqualTo("2");
        assertThat(header("Bundle-SymbolicName")).isEqualTo("dev.weft.runtime");
        assertThat(header("Bundle-Version")).matches("\\d+\\.\\d+\\.\\d+(\\.SNAPSHOT)?");
        assertThat(header("Require-Capability")).isEqualTo("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");
    }

    private static List<String> exportsOfTheModule() {
        var module = ModuleFinder.of(JAR).find("dev.weft").orElseThrow().descriptor();
        return module.exports().stream()
                .filter(exported -> !exported.isQualified())
                .map(ModuleDescriptor.Exports::source)
                .toList();
    }

    private static List<String> packages(String header) {
        return PACKAGE.matcher(header)
                .results()
                .map(MatchResult::group)
                .map(clause -> clause.replaceFirst("^,", "").replaceFirst(";.*", ""))
                .toList();
    }

    private static String header(String name) throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            return jar.getManifest().getMainAttributes().getValue(name);
        }
    }
}
