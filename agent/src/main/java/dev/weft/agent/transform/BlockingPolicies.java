package dev.weft.agent.transform;

import dev.weft.agent.transform.scan.BlockingPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies for calls that block, by class: each that a user has given, in this order, overrides those before it in the
 * classes that it covers.
 *
 * @param given the policies that were given
 */
public record BlockingPolicies(List<Given> given) {
    /** The policies if nothing is given: every such call is reported. */
    public static final BlockingPolicies DEFAULT = new BlockingPolicies(List.of());

    /** Copies the list. */
    public BlockingPolicies {
        given = List.copyOf(given);
    }

    /**
     * A policy that was given.
     *
     * @param policy the policy
     * @param scope the classes that it is for, or null for all
     */
    public record Given(BlockingPolicy policy, @Nullable ClassScope scope) {}

    /**
     * Adds what a user has written.
     *
     * @param text {@code refuse}, or {@code refuse;app.;lib.} for the classes whose dotted names begin so
     * @return these policies and that one
     * @throws IllegalArgumentException naming what can be written
     */
    public BlockingPolicies and(String text) {
        int semicolon = text.indexOf(';');
        var name = semicolon < 0 ? text : text.substring(0, semicolon);
        var scope = semicolon < 0 ? null : ClassScope.parse(text.substring(semicolon));
        var policy = policy(name);
        if (policy == null || (scope != null && scope.isEmpty())) {
            throw new IllegalArgumentException(
                    "takes warn, refuse, rewrite or off, and for some classes only the starts of"
                            + " their names, as in refuse;app.;lib., but not '" + text + "'");
        }
        var all = new ArrayList<>(given);
        all.add(new Given(policy, scope));
        return new BlockingPolicies(all);
    }

    private static @Nullable BlockingPolicy policy(String name) {
        return switch (name) {
            case "warn" -> BlockingPolicy.WARN;
            case "refuse" -> BlockingPolicy.REFUSE;
            case "rewrite" -> BlockingPolicy.REWRITE;
            case "off" -> BlockingPolicy.OFF;
            default -> null;
        };
    }

    /** Returns the policy for a class, given by its internal name. */
    BlockingPolicy of(String type) {
        for (int i = given.size() - 1; i >= 0; i--) {
            var scope = given.get(i).scope();
            if (scope == null || scope.covers(type)) {
                return given.get(i).policy();
            }
        }
        return BlockingPolicy.WARN;
    }
}
