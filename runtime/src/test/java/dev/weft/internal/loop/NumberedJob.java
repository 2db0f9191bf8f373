package dev.weft.internal.loop;

import org.jspecify.annotations.Nullable;

/** A job that is known by a number, and adds up how often it ran. */
final class NumberedJob extends Job {

    private int number; // not final: the queue alone has to make it visible to the loop
    private int runs;

    NumberedJob(int number) {
        this.number = number;
    }

    /** The number of a job; 0 for none. */
    static int numberOf(@Nullable Job job) {
        return job instanceof NumberedJob numbered ? numbered.number : 0;
    }

    int runs() {
        return runs;
    }

    @Override
    protected void run() {
        runs++;
    }
}
