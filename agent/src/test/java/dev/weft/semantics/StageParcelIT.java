package dev.weft.semantics;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.taskGroup;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.sync.Channel;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Receivers off any loop that are cancelled while values come to them from the shared loop: none is lost. */
@Timeout(120)
class StageParcelIT {
    private static final int VALUES = 300;

    private final Channel<Integer> channel = Channel.rendezvous();
    private final ConcurrentLinkedQueue<Integer> received = new ConcurrentLinkedQueue<>();
    private final Semaphore ended = new Semaphore(0);

    @Async
    private CompletableFuture<Void> receives() {
        try {
            received.add(await(channel.receive()));
        } finally {
            ended.release();
        }
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private CompletableFuture<Void> sendsAll() {
        for (int i = 0; i < VALUES; i++) {
            await(channel.send(i));
        }
        return CompletableFuture.completedFuture(null);
    }

    @Async
    private CompletableFuture<Void> takesTheRest() {
        await(taskGroup(group -> {
            channel.close();
            return completed();
        }));
        for (Integer value; (value = await(channel.receiveOrNull())) != null; ) {
            received.add(value);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void values_whoseReceiversAreCancelled_areReceivedOnce() throws Exception {
        Random random = new Random(7);
        CompletableFuture<Void> sender = sendsAll();
        int receivers = 0;
        while (!sender.isDone()) {
            CompletableFuture<Void> receiver = receives();
            receivers++;
            for (int spins = random.nextInt(20_000); spins > 0; spins--) {
                Thread.onSpinWait();
            }
            receiver.cancel(true);
        }
        sender.get();
        assertThat(ended.tryAcquire(receivers, 60, TimeUnit.SECONDS)).isTrue();
        takesTheRest().get(60, TimeUnit.SECONDS);

        List<Integer> all = IntStream.range(0, VALUES).boxed().toList();
        assertThat(received).containsExactlyInAnyOrderElementsOf(all);
    }
}
