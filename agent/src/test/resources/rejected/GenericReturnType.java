import dev.weft.Async;
import java.util.List;
import java.util.Map;

/** The message names the type as the source does. */
class GenericReturnType {
    @Async
    static <T> Map<String, List<? extends T>> load(T value) {
        return Map.of("key", List.of(value));
    }

    static Object call() {
        return load("x");
    }
}
