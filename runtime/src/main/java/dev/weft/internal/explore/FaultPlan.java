package dev.weft.internal.explore;

import dev.weft.Coroutine;
import dev.weft.internal.probe.FaultyCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The calls that may go wrong, and how.
 *
 * @param rules the methods and their faults
 * @param atMost how many calls go wrong in one run
 * @param latencyNanos how late the bytes of connections may be; negative if nothing happens to connections
 */
public record FaultPlan(List<Rule> rules, int atMost, long latencyNanos) {

    /** A plan in which nothing goes wrong. */
    public static final FaultPlan NONE = new FaultPlan(List.of(), 1, -1);

    private static final String ANY = ".*";

    /** Copies the rules. */
    public FaultPlan {
        rules = List.copyOf(rules);
    }

    boolean isEmpty() {
        return rules.isEmpty() && !hasConnections();
    }

    boolean hasConnections() {
        return latencyNanos >= 0;
    }

    /** Tells whether calls may go wrong, for which the agent has to know the code. */
    boolean needsProbes() {
        return !rules.isEmpty();
    }

    /** Returns the texts that name none of the methods that were called, each in quotes. */
    String unmatched(Set<String> called) {
        return rules.stream()
                .filter(rule -> called.stream().noneMatch(rule::matches))
                .map(rule -> '"' + rule.method + '"')
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Returns the faults of a method, such as {@code Bank.debit}. */
    List<Fault> faultsOf(String method) {
        List<Fault> faults = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.matches(method)) {
                faults.addAll(rule.faults);
            }
        }
        return faults;
    }

    /** Returns the name of a method with that of its class alone: {@code Bank.debit}. */
    static String simpleName(String method) {
        String dotted = dotted(method);
        return dotted.substring(dotted.lastIndexOf('.', dotted.lastIndexOf('.') - 1) + 1);
    }

    private static String dotted(String method) {
        return method.replace('$', '.');
    }

    /**
     * The faults of a method.
     *
     * @param method the method, or a class with an asterisk: {@code Bank.*}; its class as it is named anywhere in the
     *     program, alone, with the classes around it, or in full
     * @param faults what may happen to a call
     */
    public record Rule(String method, List<Fault> faults) {

        /** Copies the faults. */
        public Rule {
            faults = List.copyOf(faults);
        }

        boolean matches(String called) {
            String full = dotted(called);
            return method.endsWith(ANY)
                    ? isEnd(
                            method.substring(0, method.length() - ANY.length()),
                            full.substring(0, full.lastIndexOf('.')))
                    : isEnd(method, full);
        }

        private static boolean isEnd(String end, String full) {
            String name = dotted(end);
            return full.endsWith(name)
                    && (full.length() == name.length() || full.charAt(full.length() - name.length() - 1) == '.');
        }
    }

    /**
     * A fault of a call: exactly one of the three.
     *
     * @param before the failure in place of the call, or null
     * @param after the failure when the work is done, or null
     * @param nanos the delay, or 0
     */
    public record Fault(
            @Nullable Supplier<? extends Throwable> before,
            @Nullable Supplier<? extends Throwable> after,
            long nanos) {

        /** Returns a coroutine that stands for a call with this fault. */
        Coroutine<?> of(Coroutine<?> made) {
            if (before != null) {
                return FaultyCall.failing(made, before);
            }
            return after != null ? FaultyCall.failingAfter(made, after) : FaultyCall.slow(made, nanos);
        }

        /** Returns what happens, for the steps of a run. */
        String text() {
            if (before != null) {
                return "fails";
            }
            return after != null ? "fails when its work is done" : "takes " + Times.millis(nanos) + " more";
        }
    }
}
