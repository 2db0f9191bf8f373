package dev.weft.examples.load;

import dev.weft.Weft;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that loads an HTTP server, and prints how it answers. */
@Command(
        name = "Load",
        mixinStandardHelpOptions = true,
        description = "Loads an HTTP/1.1 server from one event loop, and checks each byte of each body.")
public final class LoadCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(
            paramLabel = "URL",
            converter = HttpAddress.class,
            description = "the address, such as http://127.0.0.1:8080/")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI address;

    @Option(names = "--connections", description = "open connections (${DEFAULT-VALUE})")
    private int connections = 64;

    @Option(names = "--pipeline", description = "requests that are sent at once on a connection (${DEFAULT-VALUE})")
    private int pipeline = 1;

    @Option(names = "--duration", paramLabel = "SECONDS", description = "how long (${DEFAULT-VALUE} s)")
    private int seconds = 10;

    @Option(
            names = "--rate",
            description = "requests a second; latency then counts from when a request was due. 0, the default: at once")
    private int rate;

    /** Creates a command, whose fields picocli sets. */
    public LoadCommand() {}

    @Override
    public Integer call() {
        Load load = new Load(address, connections, pipeline, Duration.ofSeconds(seconds), rate);
        LoadReport report = Weft.run(() -> load.run(System.out));
        System.out.print(report.text());
        return report.isFlawless() ? 0 : FAILED;
    }

    /**
     * Runs the command, and ends the process with a status other than 0 if a request failed.
     *
     * @param args the options and the address
     */
    public static void main(String[] args) {
        int status = new CommandLine(new LoadCommand()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }
}
