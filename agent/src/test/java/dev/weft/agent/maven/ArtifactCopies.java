package dev.weft.agent.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Artifacts to be fetched from the repositories of the build into directories. One run of Maven fetches all of them,
 * with a POM that is written for it; what is there already stays.
 *
 * <p>An artifact is named {@code group:artifact:version}, with {@code :classifier} behind it if it has one. Versions
 * may be {@code ${junit.version}} and {@code ${junit-platform.version}}.
 */
public final class ArtifactCopies {
    private static final List<String> VERSIONS = List.of("junit.version", "junit-platform.version");

    private final StringBuilder executions = new StringBuilder();
    private int count;

    /**
     * Adds jars that are copied as they are.
     *
     * @param artifacts their names
     * @param directory where to
     * @return this
     */
    public ArtifactCopies copy(List<String> artifacts, Path directory) {
        return add("copy", artifacts, "", directory);
    }

    /**
     * Adds a jar that is unpacked.
     *
     * @param artifact its name
     * @param leftOut a pattern for the files that are left out; may be empty
     * @param directory where to
     * @return this
     */
    public ArtifactCopies unpack(String artifact, String leftOut, Path directory) {
        return add("unpack", List.of(artifact), leftOut, directory);
    }

    /**
     * Fetches all of them.
     *
     * @param directory where the POM is written, and Maven's output
     */
    public void fetch(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("pom.xml"), pom());
        var arguments = new ArrayList<>(List.of("initialize"));
        VERSIONS.forEach(name -> arguments.add("-D" + name + "=" + System.getProperty(name)));
        MavenRun.of(directory, arguments);
    }

    private ArtifactCopies add(String goal, List<String> artifacts, String leftOut, Path directory) {
        executions.append("""
                          <execution>
                            <id>%s-%d</id>
                            <phase>initialize</phase>
                            <goals><goal>%s</goal></goals>
                            <configuration>
                              <outputDirectory>%s</outputDirectory>
                              <excludes>%s</excludes>
                              <artifactItems>
                %s              </artifactItems>
                            </configuration>
                          </execution>
                """.formatted(goal, count++, goal, directory.toAbsolutePath(), leftOut, items(artifacts)));
        return this;
    }

    private static String items(List<String> artifacts) {
        var items = new StringBuilder();
        for (var artifact : artifacts) {
            var parts = artifact.split(":", -1);
            items.append(
                    "                <artifactItem><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
                            .formatted(parts[0], parts[1], parts[2]));
            if (parts.length > 3) {
                items.append("<classifier>%s</classifier>".formatted(parts[3]));
            }
            items.append("</artifactItem>\n");
        }
        return items.toString();
    }

    private String pom() {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>dev.weft.fetched</groupId>
                  <artifactId>fetched</artifactId>
                  <version>1</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>org.apache.maven.plugins</groupId>
                        <artifactId>maven-dependency-plugin</artifactId>
                        <version>3.11.0</version>
                        <executions>
                %s        </executions>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(executions);
    }
}
