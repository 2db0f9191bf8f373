package dev.weft.benchmarks.program;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A class like thousands of others in applications: fields, getters, some work on collections, dates and strings. The
 * measurement of class loading copies it under other names.
 */
public class OrdinaryClass {
    private final long id;
    private final String customer;
    private final LocalDate placed;
    private final List<String> articles = new ArrayList<>();
    private final Map<String, BigDecimal> prices = new LinkedHashMap<>();
    private boolean shipped;

    /** Creates an order. */
    public OrdinaryClass(long id, String customer, LocalDate placed) {
        this.id = id;
        this.customer = Objects.requireNonNull(customer, "customer: an order belongs to somebody");
        this.placed = placed;
    }

    /** Returns its number. */
    public long id() {
        return id;
    }

    /** Returns the customer who placed it. */
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

    /** Returns its total price. */
    public BigDecimal total() {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal price : prices.values()) {
            sum = sum.add(price);
        }
        return articles.size() > 10 ? sum.multiply(new BigDecimal("0.95")) : sum;
    }

    /** Tells whether it has been waiting for more than two weeks. */
    public boolean isLate(LocalDate today) {
        return !shipped && placed.plusDays(14).isBefore(today);
    }

    /** Ships it. */
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
