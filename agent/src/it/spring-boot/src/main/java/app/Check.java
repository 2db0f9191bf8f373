package app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Fails unless the running service answers. */
@Component
class Check implements ApplicationRunner {
    private final Environment environment;

    Check(Environment environment) {
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) throws Exception {
        if (!arguments.containsOption("check")) {
            return;
        }
        String address = "http://127.0.0.1:" + environment.getProperty("local.server.port") + "/orders/7";
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
                .body();
        if (!answer.equals("order 7 costs 69")) {
            throw new AssertionError(answer);
        }
        System.out.println(answer + ", by " + getClass().getClassLoader().getClass().getName());
    }
}
