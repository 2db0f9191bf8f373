package dev.weft.examples.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Weft;
import dev.weft.examples.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The load generator and the broken clients, against the site in a process of its own. */
@Timeout(240)
class LoadIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int VISITS = 1_500;

    private static LoadReport load(URI address, int connections, int pipeline, Duration duration, int rate) {
        Load load = new Load(address, connections, pipeline, duration, rate);
        return Weft.run(() -> load.run(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8)));
    }

    @Test
    void load_ofTheSite_isAnsweredAndReported() throws Exception {
        try (ServerProcess site = ServerProcess.of("HttpSite")) {
            LoadReport report = load(site.address(), 20, 4, Duration.ofMillis(500), 0);
            assertThat(report.isFlawless()).as(report.text()).isTrue();
            assertThat(report.text()).contains("requests/s", "99.9 % within", "0 wrong, 0 unanswered");

            LoadReport slow = load(site.address(), 5, 1, Duration.ofSeconds(1), 100);
            assertThat(slow.isFlawless()).as(slow.text()).isTrue();
            assertThat(slow.answered()).isBetween(1L, 110L);

            LoadReport missing = load(site.address().resolve("/missing"), 1, 1, Duration.ofMillis(100), 0);
            assertThat(missing.wrong()).isPositive();
        }
    }

    @Test
    void sigterm_underLoad_losesNoRequest() throws Exception {
        try (ServerProcess site = ServerProcess.of("HttpSite")) {
            Load load = new Load(site.address(), 50, 1, LONG, 0);
            PrintStream terminates = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8) {
                @Override
                public void println(String progress) {
                    site.terminate();
                }
            };
            LoadReport report = Weft.run(() -> load.run(terminates)); // it ends when nobody listens any more
            assertThat(report.answered()).isPositive();
            assertThat(report.unanswered()).as(report.text()).isZero();
            assertThat(report.wrong()).as(report.text()).isZero();
            assertThat(site.awaitEnd()).containsExactly("stopping", "stopped");
            assertThat(site.status()).isZero();
        }
    }

    @Test
    void brokenClients_neitherDisturbGoodOnes_norLeaveAnything() throws Exception {
        try (ServerProcess site = ServerProcess.of("HttpSite")) {
            load(site.address(), 1, 1, Duration.ofMillis(10), 0); // now it holds what any server holds
            long before = site.descriptors();
            long seed = System.nanoTime();
            System.out.println("seed of the broken clients: " + seed);
            Chaos chaos = new Chaos(site.address(), seed);
            Weft.run(() -> chaos.run(VISITS, 32, System.out));
            assertThat(chaos.failures()).as("seed " + seed).isEmpty();
            assertThat(load(site.address(), 1, 1, Duration.ofMillis(10), 0).isFlawless())
                    .isTrue();
            while (site.descriptors() > before) { // the last resets may still be on their way
                Thread.onSpinWait();
            }
            site.terminate();
            assertThat(site.awaitEnd()).containsExactly("stopping", "stopped"); // and no error among them
        }
    }

    @Test
    void soak_ofTwoSeconds_reportsAndSucceeds() {
        assertThat(new picocli.CommandLine(new SoakCommand())
                        .execute("--seconds", "2", "--every", "1", "--connections", "50"))
                .isZero();
    }
}
