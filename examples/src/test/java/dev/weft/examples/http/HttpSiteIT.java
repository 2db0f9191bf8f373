package dev.weft.examples.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.examples.Programs;
import dev.weft.examples.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The site as a process of its own, used by the programs that people use. */
@Timeout(120)
class HttpSiteIT {
    private static ServerProcess site;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws IOException {
        site = ServerProcess.of("HttpSite");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    private String run(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(words));
        command.add(site.address().toString());
        return run(command);
    }

    private String run(List<String> command) throws Exception {
        Path output = directory.resolve("output");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(output)).isZero();
        return Files.readString(output);
    }

    @Test
    void curl_getsTwoPages_overOneConnection() throws Exception {
        String curl = Programs.required("curl", "curl");
        String all = run(List.of(
                curl,
                "-sS",
                "--http1.1",
                "-w",
                "|%{http_code} %{num_connects}|",
                site.address() + "lines?2",
                site.address().toString()));
        assertThat(all).endsWith("dull boy.\n|200 1|Hello, World!|200 0|");
    }

    @Test
    void curl_postsABody_withALengthAndInChunks() throws Exception {
        String curl = Programs.required("curl", "curl");
        byte[] bytes = new byte[500_000];
        new Random(1).nextBytes(bytes);
        Path sent = Files.write(directory.resolve("sent"), bytes);
        Path received = directory.resolve("received");
        for (String header : List.of("X: length", "Transfer-Encoding: chunked")) {
            // curl expects 100 Continue with a body of this size
            run(List.of(
                    curl,
                    "-sS",
                    "--http1.1",
                    "-H",
                    header,
                    "--data-binary",
                    "@" + sent,
                    "-o",
                    received.toString(),
                    site.address() + "echo"));
            assertThat(received).hasBinaryContent(bytes);
        }
    }

    @Test
    void wrk_seesNoError() throws Exception {
        String wrk = Programs.required("wrk", "wrk");
        String report = run(wrk, "-t1", "-c50", "-d1s");
        assertThat(report).contains("requests in").doesNotContain("Socket errors", "Non-2xx");
    }
}
