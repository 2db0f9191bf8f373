package dev.weft.examples.bridges;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.waitUntil;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.ReturnWhen;
import dev.weft.Task;
import dev.weft.examples.Programs;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lettuce's futures, which are stages and are awaited as they are, against a real Redis on this machine. */
@Timeout(60)
class LettuceIT {
    /** What is done with a Redis, given two connections. */
    private interface Use {
        void of(RedisAsyncCommands<String, String> redis, RedisAsyncCommands<String, String> other);
    }

    private static void withRedis(Use use) throws Exception {
        String redis = Programs.required("redis-server", "redis-server");
        int port = freePort();
        Process server = start(redis, port);
        RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));
        try (var connection = client.connect();
                var other = client.connect()) {
            use.of(connection.async(), other.async());
        } finally {
            client.shutdown();
            server.destroy();
            server.waitFor();
        }
    }

    @Test
    void commands_areAwaitedOneByOneAndTogether() throws Exception {
        withRedis((redis, other) -> assertThat(run(count(redis))).isEqualTo("3, [1, 2, 3], not a number"));
    }

    @Test
    void cancelledAwait_ofACommandThatWasSent_dropsTheReplyOnly() throws Exception {
        withRedis((redis, other) -> assertThat(run(cancelled(redis, other))).isZero());
    }

    /** Waits for a value of a list, and is cancelled: Redis has given the value away all the same. */
    @Async
    private static Coroutine<Long> cancelled(
            RedisAsyncCommands<String, String> redis, RedisAsyncCommands<String, String> other) {
        RedisFuture<KeyValue<String, String>> popped = redis.blpop(60, "queue");
        Task<KeyValue<String, String>> task = createTask(async(() -> completed(await(popped))));
        while (!await(other.clientList()).contains("cmd=blpop")) {
            await(yieldNow());
        }
        task.cancel();
        await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(task)));
        assertThat(task.isCancelled()).isTrue();
        await(other.rpush("queue", "1"));
        return completed(await(other.llen("queue")));
    }

    @Async
    static Coroutine<String> count(RedisAsyncCommands<String, String> redis) {
        await(redis.set("orders", "2"));
        long orders = await(redis.incr("orders"));
        RedisFuture<Long> pushed = redis.rpush("queue", "1", "2", "3"); // pipelined: the next command does not wait
        List<String> queue = await(redis.lrange("queue", 0, -1));
        await(pushed);
        try {
            await(redis.incr("queue"));
        } catch (RedisCommandExecutionException e) {
            return completed(orders + ", " + queue + ", not a number");
        }
        return completed("it incremented a list");
    }

    /** Starts Redis, and returns when it accepts connections. */
    private static Process start(String redis, int port) throws IOException {
        Process server = new ProcessBuilder(
                        redis, "--bind", "127.0.0.1", "--port", Integer.toString(port), "--save", "", "--logfile", "")
                .redirectErrorStream(true)
                .start();
        BufferedReader log = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder printed = new StringBuilder();
        for (String line; (line = log.readLine()) != null; ) {
            printed.append(line).append('\n');
            if (line.contains("Ready to accept connections")) {
                return server;
            }
        }
        throw new AssertionError("redis-server ended: " + printed);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
