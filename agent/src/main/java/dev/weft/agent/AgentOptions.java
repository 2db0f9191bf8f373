package dev.weft.agent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the user wrote behind {@code -javaagent:weft-agent.jar=}.
 *
 * @param dump the directory to write woven classes into, or null
 * @param verify whether woven classes are checked before they are defined
 */
record AgentOptions(@Nullable Path dump, boolean verify) {
    private static final AgentOptions DEFAULTS = new AgentOptions(null, false);
    private static final String KNOWN =
            " Known options: dump=DIR (writes each woven class there, before and after, and its"
                    + " plan), verify=true|false (checks woven classes before they are defined).";

    /**
     * Reads {@code key=value,key=value}.
     *
     * @throws IllegalArgumentException naming the option and listing the known ones, if there is a mistake
     */
    static AgentOptions parse(@Nullable String text) {
        var options = DEFAULTS;
        if (text == null || text.isEmpty()) {
            return options;
        }
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            options = options.with(text.substring(start, end));
            start = end + 1;
        }
        return options;
    }

    private AgentOptions with(String option) {
        int equals = option.indexOf('=');
        var key = equals < 0 ? option : option.substring(0, equals);
        var value = equals < 0 ? "" : option.substring(equals + 1);
        return switch (key) {
            case "dump" -> new AgentOptions(directory(value), verify);
            case "verify" -> new AgentOptions(dump, bool(key, value));
            case "stress" -> throw mistake("option 'stress' is not supported by this version yet.");
            default -> throw mistake("unknown option '" + key + "'.");
        };
    }

    private static Path directory(String value) {
        if (value.isEmpty()) {
            throw mistake("option 'dump' needs a directory, as in dump=target/woven.");
        }
        try {
            return Path.of(value);
        } catch (InvalidPathException invalid) {
            throw mistake("option 'dump' has no valid directory: " + invalid.getMessage() + ".");
        }
    }

    private static boolean bool(String key, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw mistake("option '" + key + "' has the value '" + value + "' and takes true or false.");
        };
    }

    private static IllegalArgumentException mistake(String what) {
        return new IllegalArgumentException("weft-agent: " + what + KNOWN);
    }
}
