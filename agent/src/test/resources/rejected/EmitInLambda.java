import static dev.weft.Weft.emit;

import java.util.List;

/** The lambda is not the generator around it: each call of it would have to suspend that. */
class EmitInLambda {
    static Object call() {
        List.of(1).forEach(value -> emit(value));
        return null;
    }
}
