import static dev.weft.Weft.emit;

/** The remedy for an await in a constructor would not help here. */
class EmitInConstructor {
    EmitInConstructor() {
        emit(1);
    }

    static Object call() {
        return new EmitInConstructor();
    }
}
