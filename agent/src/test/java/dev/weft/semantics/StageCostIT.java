package dev.weft.semantics;

import static dev.weft.Weft.await;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What a method that returns a stage costs when what it awaits is done: nothing on the heap, interpreted or compiled. */
class StageCostIT {
    private static final int FEW = 50; // the interpreter runs these, or C1, which leaves no allocation out either
    private static final int MANY = 200_000; // the compilers have come by

    /** A stage class of the user's own. */
    public static final class Promise<T> extends CompletableFuture<T> {}

    private static final CompletableFuture<String> DONE = completedFuture("done");
    private static final Promise<String> OWN = new Promise<>();

    static {
        OWN.complete("own");
    }

    @Async
    private static CompletableFuture<String> loop(CompletionStage<String> stage, long times) {
        int length = 0;
        for (long i = 0; i < times; i++) {
            length += await(stage).length();
        }
        return length == 0 ? OWN : DONE;
    }

    @Async
    private static CompletableFuture<String> call(CompletableFuture<String> stage, int a, long b, Object c) {
        String text = await(stage);
        return text.length() + a + b == 0 ? completedFuture(String.valueOf(c)) : stage;
    }

    @Async
    private CompletableFuture<String> nested(CompletableFuture<String> stage) {
        try {
            return await(call(stage, 1, 2, this)).isEmpty() ? OWN : stage;
        } finally {
            await(stage);
        }
    }

    private static void assertDone(CompletableFuture<String> stage) {
        if (!stage.isDone()) {
            throw new AssertionError("nothing was pending");
        }
    }

    private static void assertThatNothingIsAllocated(LongConsumer calls) {
        assertThat(AllocatedBytes.perCall(calls, FEW)).as("bytes, interpreted").isZero();
        assertThat(AllocatedBytes.perCall(calls, MANY)).as("bytes, compiled").isZero();
    }

    @Test
    void await_ofADoneStage_allocatesNothing() {
        assertThatNothingIsAllocated(times -> assertDone(loop(DONE, times)));
    }

    @Test
    void await_ofADoneStageOfTheUsersOwnClass_allocatesNothing() {
        assertThatNothingIsAllocated(times -> assertDone(loop(OWN, times)));
    }

    @Test
    void call_thatAwaitsWhatIsDoneAndReturnsADoneStage_allocatesNothing() {
        assertThatNothingIsAllocated(times -> {
            for (long i = 0; i < times; i++) {
                assertDone(call(DONE, 1, 2, this));
            }
        });
    }

    @Test
    void callInACall_withAwaitsInFinally_allocatesNothing() {
        assertThatNothingIsAllocated(times -> {
            for (long i = 0; i < times; i++) {
                assertDone(nested(DONE));
            }
        });
    }
}
