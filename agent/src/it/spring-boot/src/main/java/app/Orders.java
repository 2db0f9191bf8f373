package app;

import static dev.weft.Weft.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.weft.Async;
import java.util.concurrent.CompletableFuture;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Orders {
    private final Prices prices;

    Orders(Prices prices) {
        this.prices = prices;
    }

    @Async // dev.weft.Async, not Spring's
    @GetMapping("/orders/{id}")
    CompletableFuture<String> order(@PathVariable("id") int id) {
        int price = await(prices.of(id));
        int discount = await(prices.discount());
        return completedFuture("order " + id + " costs " + (price - discount));
    }
}
