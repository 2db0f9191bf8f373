package dev.weft.testing;

import dev.weft.internal.explore.FaultPlan;
import dev.weft.internal.explore.FaultPlan.Fault;
import dev.weft.internal.explore.FaultPlan.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * The calls that may go wrong, by the name of the {@code @Async} method, for {@link Explorer#faults}. Each call is a choice
 * of the explorer: that nothing happens, or one of the faults. It is immutable and built by chaining.
 *
 * <p>{@code Faults.at("Bank.debit").fail(() -> new IOException("refused")).slow(Duration.ofSeconds(30))} lets a call of that
 * method fail, or take half a minute more.
 *
 * <p>The agent has to know the code by its option {@code test=PREFIX}; an explorer without it fails and says so. Calls of
 * methods that return a {@link dev.weft.Coroutine} are met, and one that no run calls is a failure: its name may be wrong.
 */
public final class Faults {

    final FaultPlan plan; // constant after construction

    private Faults(FaultPlan plan) {
        this.plan = plan;
    }

    /**
     * Returns the calls of a method, without any fault as yet.
     *
     * @param method the class and the method, such as {@code Bank.debit}, or all methods of a class: {@code Bank.*}; the class by
     *     its name alone, with the classes around it, such as {@code Shop.Bank.debit}, or in full
     * @return faults to be added to
     * @throws IllegalArgumentException if the text is neither
     */
    public static Faults at(String method) {
        Objects.requireNonNull(method, "Faults.at: Class.method was expected, got null");
        if (!method.matches("[^.]+(\\.[^.]+)*\\.(\\*|[^.*]+)")) {
            throw new IllegalArgumentException(
                    "Faults.at(\"" + method + "\"): Class.method or Class.* was expected, for instance \"Bank.debit\"");
        }
        return new Faults(new FaultPlan(List.of(new Rule(method, List.of())), 1, -1));
    }

    /**
     * Returns what may happen to the bytes of {@link dev.weft.net.Connection#memoryPair()}: they arrive in two pieces, cut at
     * any byte; or they are late; or the connection is lost after any byte. It needs no option of the agent.
     *
     * @param latency how late they are; zero if they never are
     * @return faults, to be combined with those of calls by {@link #and}
     * @throws IllegalArgumentException if the latency is negative
     */
    public static Faults ofConnections(Duration latency) {
        return new Faults(new FaultPlan(List.of(), 1, TimeArgument.nanos("ofConnections", latency)));
    }

    /**
     * Lets a call fail before it does anything.
     *
     * @param before creates the exception
     * @return new faults
     */
    public Faults fail(Supplier<? extends Throwable> before) {
        return with(new Fault(Objects.requireNonNull(before, "fail: a supplier was expected, got null"), null, 0));
    }

    /**
     * Lets a call do its work and then fail: the answer is lost.
     *
     * @param failure creates the exception
     * @return new faults
     */
    public Faults failAfter(Supplier<? extends Throwable> failure) {
        return with(
                new Fault(null, Objects.requireNonNull(failure, "failAfter: a supplier was expected, got null"), 0));
    }

    /**
     * Lets a call begin later.
     *
     * @param delay the time, on the loop's clock
     * @return new faults
     * @throws IllegalArgumentException if it is negative
     */
    public Faults slow(Duration delay) {
        return with(new Fault(null, null, TimeArgument.nanos("slow", delay)));
    }

    /**
     * Adds the faults of other methods.
     *
     * @param others those faults
     * @return new faults, as many in one run as either allows
     */
    public Faults and(Faults others) {
        Objects.requireNonNull(others, "and: faults were expected, got null");
        List<Rule> rules = new ArrayList<>(others.plan.rules());
        rules.addAll(plan.rules());
        return new Faults(new FaultPlan(
                rules,
                Math.max(plan.atMost(), others.plan.atMost()),
                Math.max(plan.latencyNanos(), others.plan.latencyNanos())));
    }

    /**
     * Sets how many calls go wrong in one run.
     *
     * @param perRun the number, which is 1 otherwise
     * @return new faults
     * @throws IllegalArgumentException if it is negative
     */
    public Faults atMost(int perRun) {
        if (perRun < 0) {
            throw new IllegalArgumentException("atMost(" + perRun + "): a number of 0 or more was expected");
        }
        return new Faults(new FaultPlan(plan.rules(), perRun, plan.latencyNanos()));
    }

    /** Adds a fault to the methods that were named last. */
    private Faults with(Fault fault) {
        List<Rule> rules = new ArrayList<>(plan.rules());
        if (rules.isEmpty()) {
            throw new IllegalStateException(
                    "name a method first: Faults.at(...).fail(...).and(Faults.ofConnections(...))");
        }
        Rule last = rules.get(rules.size() - 1);
        List<Fault> faults = new ArrayList<>(last.faults());
        faults.add(fault);
        rules.set(rules.size() - 1, new Rule(last.method(), faults));
        return new Faults(new FaultPlan(rules, plan.atMost(), plan.latencyNanos()));
    }
}
