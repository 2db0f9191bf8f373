package dev.weft.examples.load;

import dev.weft.Weft;
import java.net.URI;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command that treats an HTTP server as broken clients do, and checks that good ones among them are served. */
@Command(
        name = "Chaos",
        mixinStandardHelpOptions = true,
        description =
                "Sends garbage, half requests, resets and slow readers to an HttpSite, with good requests among them.")
public final class ChaosCommand implements Callable<Integer> {
    private static final int FAILED = 1;

    @Parameters(
            paramLabel = "URL",
            converter = HttpAddress.class,
            description = "the address of an HttpSite, such as http://127.0.0.1:8080/")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private URI address;

    @Option(names = "--visits", description = "connections in all (${DEFAULT-VALUE})")
    private int visits = 100_000;

    @Option(names = "--at-once", description = "connections at the same time (${DEFAULT-VALUE})")
    private int atOnce = 64;

    @Option(names = "--seed", description = "repeats the choices of an earlier run, whose seed was printed")
    private long seed = ThreadLocalRandom.current().nextLong();

    /** Creates a command, whose fields picocli sets. */
    public ChaosCommand() {}

    @Override
    public Integer call() {
        System.out.println("seed " + seed);
        Chaos chaos = new Chaos(address, seed);
        Weft.run(() -> chaos.run(visits, atOnce, System.out));
        System.out.print(chaos.text());
        return chaos.failures().isEmpty() ? 0 : FAILED;
    }

    /**
     * Runs the command, and ends the process with a status other than 0 if a good request was not served.
     *
     * @param args the options and the address
     */
    public static void main(String[] args) {
        int status = new CommandLine(new ChaosCommand()).execute(args);
        if (status != 0) {
            System.exit(status);
        }
    }
}
