package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Weft;
import org.junit.jupiter.api.Test;

class OrdersTest {
    @Test
    void load_ofAnOrder_suspendsAndGivesIt() {
        assertEquals("order 7", Weft.run(Orders.load(7)));
    }
}
