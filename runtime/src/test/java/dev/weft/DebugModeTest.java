package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Debug mode: the report of a callback that blocks, and the ways to switch it on. */
@Timeout(120)
class DebugModeTest {

    private static final int PATIENCE_SECONDS = 60;

    @Test
    void callbackThatBlocks_inDebugMode_isReportedOnceWhileItDoes() throws Exception {
        CountDownLatch reported = new CountDownLatch(1);
        List<String> reports = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                reports.add(record.getMessage());
                reported.countDown();
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger.getLogger("dev.weft").addHandler(handler);
        try (Runner runner = Runner.builder().debug(true).build()) {
            boolean inTime = runner.run(Weft.async(() -> Weft.completed(block(reported))));
            assertThat(inTime).isTrue();
        } finally {
            Logger.getLogger("dev.weft").removeHandler(handler);
        }
        assertThat(reports)
                .singleElement()
                .asString()
                .contains("Executing Task-", "has been running for", "DebugModeTest.block(");
    }

    private static boolean block(CountDownLatch reported) throws InterruptedException {
        return reported.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 'create false, runner false, on true, off false'",
        "1, '', 'create true, runner true, on true, off false'",
        "0, '', 'create false, runner false, on true, off false'",
        "'', true, 'create true, runner true, on true, off false'",
        "1, false, 'create false, runner false, on true, off false'"
    })
    void debugMode_byVariableAndProperty_isOverruledByTheBuilder(String variable, String property, String expected)
            throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                property.isEmpty() ? "-Dunused" : "-Dweft.debug=" + property,
                Modes.class.getName());
        if (!variable.isEmpty()) {
            command.environment().put("WEFT_DEBUG", variable);
        }
        Process process = command.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output.trim()).isEqualTo(expected);
    }

    /** Prints which loops are in debug mode, that is watched by a thread. */
    static final class Modes {

        private Modes() {}

        public static void main(String[] args) throws InterruptedException {
            int before = 0;
            StringBuilder text = new StringBuilder();
            for (String kind : List.of("create", "runner", "on", "off")) {
                switch (kind) {
                    case "create" -> EventLoop.create();
                    case "runner" -> Runner.builder().build();
                    default -> Runner.builder().debug(kind.equals("on")).build();
                }
                int now = watches();
                text.append(text.length() == 0 ? "" : ", ")
                        .append(kind)
                        .append(' ')
                        .append(now > before);
                before = now;
            }
            System.out.println(text);
        }

        private static int watches() {
            return (int) Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("weft-debug"))
                    .count();
        }
    }
}
