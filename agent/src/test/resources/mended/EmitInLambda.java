import java.util.ArrayList;
import java.util.List;

/** Adds the values to a list. */
class EmitInLambda {
    static final Object EXPECTED = List.of(1);

    static Object call() {
        var values = new ArrayList<Integer>();
        Runnable task = () -> values.add(1);
        task.run();
        return values;
    }
}
