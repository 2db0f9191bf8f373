package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lessons on streams, on real sockets of this machine. */
class StreamsIT {
    @Test
    void echoServer_run_printsWhatCPythonPrints() {
        assertThat(Printed.by(() -> EchoServer.main(new String[0]))).isEqualTo(Printed.expectedOf("EchoServer"));
    }
}
