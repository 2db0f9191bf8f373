package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The lessons on streams, on real sockets and processes of this machine. */
class StreamsIT {
    @Test
    void echoServer_run_printsWhatCPythonPrints() {
        assertThat(Printed.by(() -> EchoServer.main(new String[0]))).isEqualTo(Printed.expectedOf("EchoServer"));
    }

    @Test
    void processPipes_run_printsWhatCPythonPrints() {
        assertThat(Printed.by(() -> ProcessPipes.main(new String[0]))).isEqualTo(Printed.expectedOf("ProcessPipes"));
    }

    @Test
    void startTls_run_printsItsLines() {
        assertThat(Printed.by(() -> StartTls.main(new String[0]))).isEqualTo(Printed.expectedOf("StartTls"));
    }
}
