package dev.weft.benchmarks.program;

/** A Hello World in which nothing is to be woven. */
public final class HelloPlain {
    private HelloPlain() {}

    /** Prints the greeting. */
    public static void main(String[] arguments) {
        System.out.println("Hello, world");
    }
}
