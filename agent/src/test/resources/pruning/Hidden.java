package lib;

public class Hidden {
    public static int state = 1;
    public static void touch(int by) { state = state * 2 + by; }
    public static void bump() { state = state * 3 + 1; }
}
