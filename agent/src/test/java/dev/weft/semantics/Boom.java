package dev.weft.semantics;

/** The failure that the programs throw. */
final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1;

    Boom(String message) {
        super(message);
    }
}
