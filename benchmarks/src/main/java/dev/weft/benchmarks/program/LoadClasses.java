package dev.weft.benchmarks.program;

/** A program that loads and initialises {@code generated.Class0}, {@code generated.Class1} and so on. */
public final class LoadClasses {
    private LoadClasses() {}

    /** Loads as many classes as the argument says, and prints how many they were. */
    public static void main(String[] arguments) throws ClassNotFoundException {
        int count = Integer.parseInt(arguments[0]);
        int loaded = 0;
        for (int i = 0; i < count; i++) {
            if (Class.forName("generated.Class" + i).getName().endsWith("Class" + i)) {
                loaded++;
            }
        }
        System.out.println(loaded);
    }
}
