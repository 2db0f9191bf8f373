package dev.weft.agent.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LibrarySuitesTest {
    @Test
    void all_fromTheirFiles_areNamedLikeTheirArtifacts() throws IOException {
        assertThat(LibrarySuites.all())
                .isNotEmpty()
                .allSatisfy(
                        suite -> assertThat(suite.artifacts().library()).matches("[^:]+:" + suite.name() + ":[^:]+"))
                .anyMatch(LibrarySuite::inEachBuild);
    }

    @Test
    void file_withAnUnknownKey_isRejected() {
        assertThatThrownBy(() -> LibrarySuite.of("some", properties("library", "prefix", "tests", "heap", "prefx")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no key [prefx]");
    }

    @Test
    void file_withoutARequiredKey_isRejected() {
        assertThatThrownBy(() -> LibrarySuite.of("some", properties("library", "prefix", "tests")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("some: the key heap is missing");
    }

    private static Properties properties(String... keys) {
        var properties = new Properties();
        Stream.of(keys).forEach(key -> properties.setProperty(key, "value"));
        return properties;
    }
}
