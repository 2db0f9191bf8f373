package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Loops;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A lesson on several loops: all tasks of a key run on one loop, one at a time between their awaits, so that what belongs to the key
 * needs no lock. A {@code CompletableFuture} carries the value to whatever thread asks.
 */
public final class LoopsByKey {

    private static final int PAYMENTS = 1000;

    private LoopsByKey() {}

    /** An account, which only the loop of its owner touches. */
    static final class Account {
        private final String owner;
        private int balance;

        Account(String owner) {
            this.owner = owner;
        }
    }

    @Async
    static Coroutine<Integer> pay(Account account, int amount) {
        await(yieldNow()); // others run meanwhile, on this loop and on others
        account.balance += amount; // nothing comes between the read and the write
        return completed(account.balance);
    }

    private static List<CompletableFuture<Integer>> payAll(Loops loops, Account account) {
        List<CompletableFuture<Integer>> payments = new ArrayList<>();
        for (int i = 1; i <= PAYMENTS; i++) {
            int amount = i;
            payments.add(loops.spawn(account.owner, () -> pay(account, amount)));
        }
        return payments;
    }

    /**
     * Runs the lesson.
     *
     * @param args not used
     */
    public static void main(String[] args) {
        try (Loops loops = Loops.of(2)) {
            List<Account> accounts = List.of(new Account("ada"), new Account("grace"), new Account("barbara"));
            List<List<CompletableFuture<Integer>>> payments =
                    accounts.stream().map(account -> payAll(loops, account)).toList();
            for (int i = 0; i < accounts.size(); i++) {
                int last = payments.get(i).get(PAYMENTS - 1).join(); // begun last, and ended last
                System.out.println(accounts.get(i).owner + " has " + last);
            }
        }
    }
}
