package dev.weft.testing.junit;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as they are written in annotations. */
final class WallTime {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h)");

    private WallTime() {}

    /** Parses a time such as {@code 30s}; throws an IllegalArgumentException if it is none. */
    static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("@WeftTest(timeout = \"" + text
                    + "\"): a number and ms, s, m or h was expected, for instance \"30s\"");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}
