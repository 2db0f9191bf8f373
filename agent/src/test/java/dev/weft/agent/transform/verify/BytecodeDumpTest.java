package dev.weft.agent.transform.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BytecodeDumpTest {
    @TempDir
    private Path directory;

    @Test
    void write_classAndPlan_standWhereTheirPackageIs() throws IOException {
        var dump = new BytecodeDump(directory);
        dump.before("app/Orders", new byte[] {1});
        dump.after("app/Orders", new byte[] {2});
        dump.after("app/Orders$weft$load", new byte[] {3});
        dump.plan("app/Orders", "the plan");
        assertThat(directory.resolve("before/app/Orders.class")).hasBinaryContent(new byte[] {1});
        assertThat(directory.resolve("after/app/Orders.class")).hasBinaryContent(new byte[] {2});
        assertThat(directory.resolve("after/app/Orders$weft$load.class")).hasBinaryContent(new byte[] {3});
        assertThat(directory.resolve("plan/app/Orders.txt")).hasContent("the plan");
    }

    @Test
    void write_nameThatLeavesTheDirectory_staysInside() throws IOException {
        var dump = new BytecodeDump(directory.resolve("inside"));
        dump.before("../../evil", new byte[1]);
        dump.before("/evil", new byte[1]);
        dump.before("a\\..\\b:c*\u0000", new byte[1]);
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .containsExactlyInAnyOrder(
                            directory.resolve("inside/before/__/__/evil.class"),
                            directory.resolve("inside/before/_/evil.class"),
                            directory.resolve("inside/before/a____b_c__.class"));
        }
    }

    @Test
    void write_veryLongName_isShortened() throws IOException {
        new BytecodeDump(directory).before("x".repeat(3_000), new byte[1]);
        try (var files = Files.list(directory.resolve("before"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void write_withoutDirectory_doesNothing() throws IOException {
        new BytecodeDump(null).before("app/Orders", new byte[1]);
        assertThat(directory).isEmptyDirectory();
    }
}
