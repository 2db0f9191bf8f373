package dev.weft.internal.explore;

import dev.weft.testing.ScheduleFailure.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The choices of a run as text: {@code weft1:9f3k-j5:2z1.3z}, for 0, 0, 1, 0, 0, 0, with timers up to 5 ms late.
 *
 * @param code a hash of the places in the code that the run has passed
 * @param conditions the conditions under which the choices were met
 * @param choices the choices in order
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out
public record ScheduleText(String code, Conditions conditions, int[] choices) {

    private static final String FORMAT = "weft1";

    /** Copies the choices. */
    public ScheduleText {
        choices = choices.clone();
    }

    @Override
    public int[] choices() {
        return choices.clone();
    }

    /** Parses a text; throws an IllegalArgumentException if it is not a schedule. */
    public static ScheduleText parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3 || !parts[0].equals(FORMAT) || !parts[1].matches("[0-9a-z]+(-.*)?")) {
            throw malformed(text);
        }
        String code = parts[1].split("-", 2)[0];
        Conditions conditions = Conditions.parse(parts[1].substring(code.length()));
        String list = parts[2];
        if (conditions == null || !list.matches("|(\\d{1,6}(z|\\.(?=\\d)|$))+")) {
            throw malformed(text);
        }
        int[] choices = new int[0];
        int at = 0;
        while (at < list.length()) {
            int end = at;
            while (end < list.length() && Character.isDigit(list.charAt(end))) {
                end++;
            }
            int number = Integer.parseInt(list.substring(at, end));
            boolean zeros = end < list.length() && list.charAt(end) == 'z';
            int length = choices.length;
            choices = Arrays.copyOf(choices, length + (zeros ? number : 1));
            if (!zeros) {
                choices[length] = number;
            }
            at = end + 1;
        }
        return new ScheduleText(code, conditions, choices);
    }

    /** Returns the failure of a replay, or the one that the schedule was made for other code. */
    @Nullable
    Finding forOtherCode(@Nullable Finding finding, ExploredRun run) {
        String hash = run.trace().hash();
        if (hash.equals(code) || (finding != null && finding.kind() != Kind.NOT_DETERMINISTIC)) {
            return finding;
        }
        String text = "the schedule was made for other code, and says nothing about this one: its hash is " + code
                + ", that of the code which has run is " + hash + ". Explore again";
        return new Finding(Kind.NOT_DETERMINISTIC, text, finding == null ? null : finding.cause(), hash);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("'" + text + "' is no schedule: " + FORMAT
                + ":HASH:CHOICES was expected, as a failure prints it, for instance weft1:9f3k:2z1");
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(FORMAT)
                .append(':')
                .append(code)
                .append(conditions)
                .append(':');
        boolean number = false;
        for (int at = 0; at < choices.length; ) {
            int end = at;
            while (end < choices.length && choices[end] == 0) {
                end++;
            }
            if (number) {
                text.append('.');
            }
            number = end == at;
            if (number) {
                text.append(choices[at++]);
            } else {
                text.append(end - at).append('z');
                at = end;
            }
        }
        return text.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScheduleText text && text.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
