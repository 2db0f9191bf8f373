package dev.weft.benchmarks.program;

/** A Hello World with nothing to weave. */
public final class HelloPlain {
    private HelloPlain() {}

    /** Prints the greeting. */
    public static void main(String[] arguments) {
        System.out.println("Hello, world");
    }
}
