package dev.weft.agent.transform.scan;

/**
 * The name of the runtime's package. If it occurs nowhere in a class file, nothing in the class concerns Weft.
 *
 * <p>Every class of a program pays for this question, the first ones while nothing is compiled yet. So the file is not
 * even taken apart: the search of Horspool, "Practical fast searching in strings" (1980), looks at about every seventh
 * byte. Measured, a walk along the constants took 2 to 5 microseconds of processor time a class, and this takes half of
 * one.
 */
public final class RuntimeName {
    private static final String TEXT = "dev/weft/";

    private static final byte[] NAME = ascii(TEXT);
    private static final int LAST = NAME.length - 1;

    /** For each byte at which the name does not end: how far ahead its end may be at the earliest. */
    private static final byte[] SKIP = skips();

    private RuntimeName() {}

    /**
     * Searches a class file.
     *
     * @param file any bytes
     * @return whether the name is there
     */
    public static boolean occursIn(byte[] file) {
        int length = file.length;
        for (int end = LAST; end < length; end += SKIP[file[end] & 0xFF]) {
            if (file[end] == '/' && endsAt(file, end)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a class is of the runtime or the agent: they await nothing themselves, though they name what is
     * looked for. {@code dev.weft.sync}, examples and the like are programs as any other.
     *
     * @param name the internal name of the class
     * @return whether it is left alone whatever its constants are
     */
    public static boolean isOfWeft(String name) {
        return name.startsWith(TEXT)
                && (name.indexOf('/', TEXT.length()) < 0
                        || name.startsWith("agent/", TEXT.length())
                        || name.startsWith("abi/", TEXT.length())
                        || name.startsWith("internal/", TEXT.length()));
    }

    private static boolean endsAt(byte[] file, int end) {
        for (int i = 0; i < LAST; i++) {
            if (file[end - LAST + i] != NAME[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] skips() {
        var skips = new byte[256];
        for (int i = 0; i < skips.length; i++) {
            skips[i] = (byte) NAME.length;
        }
        for (int i = 0; i < LAST; i++) {
            skips[NAME[i]] = (byte) (LAST - i);
        }
        return skips;
    }

    static byte[] ascii(String text) {
        var bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) text.charAt(i);
        }
        return bytes;
    }
}
