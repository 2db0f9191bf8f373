package dev.weft.agent.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build publishes, as a repository such as Maven Central asks for it. */
@Tag("published")
class PublishedRepositoryIT {
    private static final String RUNTIME = "weft-runtime";
    private static final String AGENT = "weft-agent";
    private static final String BOM = "weft-bom";

    @Test
    void repository_afterTheBuild_holdsRuntimeAgentAndBom() throws IOException {
        assertThat(PublishedArtifact.names()).containsExactly(AGENT, BOM, RUNTIME);
    }

    @ParameterizedTest
    @ValueSource(strings = {RUNTIME, AGENT})
    void library_whenPublished_hasSourcesAndJavadoc(String name) throws IOException {
        assertThat(PublishedArtifact.named(name).files())
                .containsExactly("-javadoc.jar", "-sources.jar", ".jar", ".pom");
    }

    @ParameterizedTest
    @ValueSource(strings = {RUNTIME, AGENT})
    void pom_ofALibrary_dependsOnNothingAndHasNoParent(String name) throws Exception {
        assertThat(PublishedArtifact.named(name).pom().elements())
                .containsExactlyInAnyOrder(
                        "modelVersion",
                        "groupId",
                        "artifactId",
                        "version",
                        "name",
                        "description",
                        "url",
                        "licenses",
                        "developers",
                        "scm");
    }

    @ParameterizedTest
    @ValueSource(strings = {RUNTIME, AGENT, BOM})
    void pom_whenPublished_saysWhatMavenCentralRequires(String name) throws Exception {
        var pom = PublishedArtifact.named(name).pom();
        for (var path : List.of(
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "developers/developer/organization",
                "developers/developer/organizationUrl",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(pom.texts(path)).as(path).singleElement().asString().matches("[^$]+");
        }
        assertThat(pom.texts("scm/connection")).allMatch(connection -> connection.matches("scm:[a-z]+:[^/].*"));
        assertThat(pom.texts("url")).as("the same for each, without the module").isEqualTo(pom.texts("scm/url"));
    }

    @Test
    void bom_whenPublished_managesRuntimeAndAgentAndNothingElse() throws Exception {
        var pom = PublishedArtifact.named(BOM).pom();
        var version = pom.texts("version").get(0);
        var managed = "dependencyManagement/dependencies/dependency/";
        assertThat(pom.elements())
                .contains("dependencyManagement")
                .doesNotContain("parent", "dependencies", "profiles");
        assertThat(pom.texts(managed + "groupId")).containsOnly("dev.weft");
        assertThat(pom.texts(managed + "artifactId")).containsExactly(RUNTIME, AGENT);
        assertThat(pom.texts(managed + "version")).containsExactly(version, version);
    }

    @ParameterizedTest
    @ValueSource(strings = {RUNTIME, AGENT})
    void sources_whenPublished_areAllOfThem(String name) throws IOException {
        var root = Path.of("..", name.replace("weft-", ""), "src", "main", "java");
        try (var files = Files.walk(root)) {
            var sources = files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .toList();
            assertThat(PublishedArtifact.named(name).entries("-sources.jar"))
                    .containsAll(sources)
                    .contains("META-INF/LICENSE");
        }
    }

    @Test
    void javadoc_ofTheRuntime_hasPagesOfWhatIsExportedOnly() throws IOException {
        assertThat(PublishedArtifact.named(RUNTIME).entries("-javadoc.jar"))
                .contains("dev.weft/dev/weft/Weft.html", "dev.weft/dev/weft/testing/TestLoop.html")
                .noneMatch(page -> page.contains("/internal/"));
    }

    @Test
    void javadoc_ofTheAgent_hasPagesOfWhatProgramsCallOnly() throws IOException {
        assertThat(PublishedArtifact.named(AGENT).entries("-javadoc.jar"))
                .anyMatch(page -> page.endsWith("dev/weft/agent/Weaving.html"))
                .anyMatch(page -> page.endsWith("dev/weft/agent/BuildPlugin.html"))
                .noneMatch(page -> page.matches(".*/dev/weft/agent/(transform|build)/.*"));
    }
}
