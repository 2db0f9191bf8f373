package dev.weft.benchmarks.program;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A class as applications have them by the thousand: fields, getters, some work on collections and dates, strings. The
 * measurement of class loading copies it under other names.
 */
public class OrdinaryClass {
    private final long id;
    private final String customer;
    private final LocalDate placed;
    private final List<String> articles = new ArrayList<>();
    private final Map<String, BigDecimal> prices = new LinkedHashMap<>();
    private boolean shipped;

    /** An order. */
    public OrdinaryClass(long id, String customer, LocalDate placed) {
        this.id = id;
        this.customer = Objects.requireNonNull(customer, "customer: an order belongs to somebody");
        this.placed = placed;
    }

    /** Its number. */
    public long id() {
        return id;
    }

    /** Who placed it. */
    public String customer() {
        return customer;
    }

    /** Adds an article. */
    public void add(String article, BigDecimal price) {
        if (shipped) {
            throw new IllegalStateException("order " + id + " is on its way: place another for " + article);
        }
        articles.add(article);
        prices.merge(article, price, BigDecimal::add);
    }

    /** What it costs. */
    public BigDecimal total() {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal price : prices.values()) {
            sum = sum.add(price);
        }
        return articles.size() > 10 ? sum.multiply(new BigDecimal("0.95")) : sum;
    }

    /** Whether it waits for more than two weeks. */
    public boolean isLate(LocalDate today) {
        return !shipped && placed.plusDays(14).isBefore(today);
    }

    /** Sends it. */
    public void ship() {
        if (articles.isEmpty()) {
            throw new IllegalStateException("order " + id + " has no articles");
        }
        shipped = true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OrdinaryClass order && order.id == id && order.customer.equals(customer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, customer);
    }

    @Override
    public String toString() {
        return "Order " + id + " of " + customer + " on " + placed + ": " + articles;
    }
}
