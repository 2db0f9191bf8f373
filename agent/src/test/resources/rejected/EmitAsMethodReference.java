import dev.weft.Weft;
import java.util.List;

/** A reference is a lambda. */
class EmitAsMethodReference {
    static Object call() {
        List.of(1).forEach(Weft::emit);
        return null;
    }
}
