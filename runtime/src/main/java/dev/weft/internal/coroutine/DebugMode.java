package dev.weft.internal.coroutine;

import org.jspecify.annotations.Nullable;

/**
 * The debug mode of loops that nobody has switched on or off: the system property {@code weft.debug} decides, or else
 * the environment variable {@code WEFT_DEBUG}.
 */
public final class DebugMode {

    private static final String PROPERTY = "weft.debug";
    private static final String VARIABLE = "WEFT_DEBUG";

    private DebugMode() {}

    /** Tells whether a new loop is in debug mode. */
    public static boolean byDefault() {
        String property = System.getProperty(PROPERTY);
        return isOn(property == null ? System.getenv(VARIABLE) : property);
    }

    private static boolean isOn(@Nullable String value) {
        return value != null && !value.isEmpty() && !value.equals("0") && !value.equalsIgnoreCase("false");
    }
}
