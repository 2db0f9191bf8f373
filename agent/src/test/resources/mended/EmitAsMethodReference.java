import java.util.ArrayList;
import java.util.List;

/** Passes the values to a callback. */
class EmitAsMethodReference {
    static final Object EXPECTED = List.of(1);

    static Object call() {
        var values = new ArrayList<Integer>();
        List.of(1).forEach(values::add);
        return values;
    }
}
