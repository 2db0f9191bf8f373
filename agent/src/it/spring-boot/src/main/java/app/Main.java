package app;

import dev.weft.agent.Weaving;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program, which installs the agent itself if it is told to. It awaits nothing: it may be loaded before the agent. */
@SpringBootApplication
public class Main {
    public static void main(String[] args) {
        List<String> options = List.of(args);
        if (options.contains("--install")) {
            Weaving.install();
        }
        var context = SpringApplication.run(Main.class, args);
        if (options.contains("--check")) {
            System.exit(SpringApplication.exit(context));
        }
    }
}
