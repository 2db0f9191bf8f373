package dev.weft.benchmarks.program;

/** Loads and initialises {@code generated.Class0}, {@code generated.Class1} and so on, as many as the argument says. */
public final class LoadClasses {
    private LoadClasses() {}

    /** Prints how many classes were loaded. */
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
