package dev.weft.internal.explore;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The replacement of what differs in the text of a failure from run to run: identity hash codes, and names of lambdas. */
final class Identities {

    private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda[$/0-9a-fx]*");
    private static final Pattern HASH =
            Pattern.compile("(?<=\\w)@([0-9a-f]{5,8})\\b"); // fewer digits are rare, or an address

    private Identities() {}

    /** Returns a text in which objects are numbered, in the order in which it names them. */
    static String numbered(String text) {
        Map<String, String> numbers = new HashMap<>();
        return HASH.matcher(LAMBDA.matcher(text).replaceAll("\\$\\$Lambda"))
                .replaceAll(object -> numbers.computeIfAbsent(object.group(1), unknown -> "@" + (numbers.size() + 1)));
    }
}
