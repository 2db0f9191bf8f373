package dev.weft.semantics;

/** Stands for an error that the JVM cannot live with. */
final class Fatal extends VirtualMachineError {
    private static final long serialVersionUID = 1;

    Fatal(String message) {
        super(message);
    }
}
