import static dev.weft.Weft.emit;

/** Nor would that for an await in a lambda. */
class EmitInLambda {
    static Object call() {
        Runnable task = () -> emit(1);
        task.run();
        return null;
    }
}
