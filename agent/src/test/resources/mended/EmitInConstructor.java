import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Passes each value to a callback. */
class EmitInConstructor {
    static final Object EXPECTED = List.of(1);

    EmitInConstructor(Consumer<Integer> each) {
        each.accept(1);
    }

    static Object call() {
        var values = new ArrayList<Integer>();
        new EmitInConstructor(values::add);
        return values;
    }
}
