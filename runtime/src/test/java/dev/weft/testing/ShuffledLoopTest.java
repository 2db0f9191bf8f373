package dev.weft.testing;

import static dev.weft.Weft.gather;
import static dev.weft.Weft.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Steps;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShuffledLoopTest {

    private static String order(long seed) {
        StringBuilder order = new StringBuilder();
        try (TestLoop loop = TestLoop.shuffled(seed)) {
            loop.run(Steps.of(
                    "main",
                    x -> gather(List.of("a", "b", "c").stream()
                            .map(name -> Steps.of(name, y -> sleep(Duration.ofHours(1)), y -> order.append(name)))
                            .toList())));
            assertThat(loop.clock().nanoTime()).isEqualTo(Duration.ofHours(1).toNanos());
        }
        return order.toString();
    }

    @Test
    void shuffled_withManySeeds_runsTasksInEachOrder() {
        Set<String> orders = new TreeSet<>();
        for (long seed = 0; seed < 200; seed++) {
            orders.add(order(seed));
        }
        assertThat(orders).hasSize(6);
    }

    @Test
    void shuffled_withTheSameSeed_repeatsTheOrder() {
        for (long seed = 0; seed < 10; seed++) {
            assertThat(order(seed)).isEqualTo(order(seed));
        }
    }

    @Test
    void shuffled_ofCallbacks_keepsThemInOrder() {
        for (long seed = 0; seed < 20; seed++) {
            StringBuilder order = new StringBuilder();
            try (TestLoop loop = TestLoop.shuffled(seed)) {
                for (String name : List.of("a", "b", "c")) {
                    loop.loop().callSoon(() -> order.append(name));
                }
                loop.run(Steps.of("main", x -> sleep(Duration.ofMillis(1))));
            }
            assertThat(order).hasToString("abc");
        }
    }
}
