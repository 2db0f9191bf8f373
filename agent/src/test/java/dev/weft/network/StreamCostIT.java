package dev.weft.network;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.net.Connection;
import dev.weft.net.Server;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an echo of 64 bytes allocates, on both sides: nothing. */
class StreamCostIT extends NetworkTest {
    private static final int ROUNDS = 20_000;
    private static final int ATTEMPTS = 20;

    @Async
    private static Coroutine<Void> echo(Connection connection) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        while (await(connection.reader().read(buffer)) >= 0) {
            buffer.flip();
            connection.writer().write(buffer);
            buffer.clear();
            await(connection.writer().drain());
        }
        return completed();
    }

    @Async
    private static Coroutine<Void> rounds(Connection connection, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(64);
        for (int i = 0; i < count; i++) {
            buffer.clear();
            connection.writer().write(buffer);
            buffer.clear();
            while (buffer.hasRemaining()) {
                await(connection.reader().read(buffer));
            }
        }
        return completed();
    }

    @Async
    private static Coroutine<List<Long>> bytesPerRound() throws IOException {
        Server server = await(serve(connection -> echo(connection)));
        Connection connection = await(connect(server));
        List<Long> measured = new ArrayList<>();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        do {
            long before = thread.getCurrentThreadAllocatedBytes();
            Task<Void> talking = createTask(() -> rounds(connection, ROUNDS));
            await(talking);
            measured.add((thread.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
        } while (measured.get(measured.size() - 1) != 0 && measured.size() < ATTEMPTS);
        await(close(connection, server));
        return completed(measured);
    }

    @Test
    void echo_inSteadyState_allocatesNothing() {
        assertThat(run(() -> bytesPerRound())).as("bytes per round, by attempt").endsWith(0L);
    }
}
