package dev.weft.network;

import static dev.weft.Weft.async;
import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.CancelledError;
import dev.weft.Coroutine;
import dev.weft.Task;
import dev.weft.Weft;
import dev.weft.net.StreamReader;
import dev.weft.net.StreamWriter;
import dev.weft.net.Streams;
import dev.weft.net.Subprocess;
import dev.weft.testing.TestLoop;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults 34 and 46: pipes, and blocking streams such as System.in. */
class PipeFaultsIT extends NetworkTest {
    @Async
    private Coroutine<Void> fifo(Path path) throws IOException {
        log("mkfifo", await(Subprocess.run("mkfifo", path.toString())).returnCode());
        Subprocess writer = await(Subprocess.shell("printf 'one\\ntwo\\n' > " + path));
        try (InputStream in = new FileInputStream(path.toFile())) {
            StreamReader reader = Streams.connectReadPipe(in);
            log(await(reader.readLine()), await(reader.readLine()), await(reader.readLine()).length, reader.atEof());
        }
        await(writer.waitFor());
        Subprocess reader = await(Subprocess.exec("cat", path.toString()));
        StreamWriter out = Streams.connectWritePipe(new FileOutputStream(path.toFile()));
        out.write(bytes("three"));
        await(out.drain());
        out.writeEof();
        await(out.waitClosed());
        log(await(reader.communicate()).stdout());
        return completed();
    }

    @Test
    void fifo_readAndWritten_isAStream(@TempDir Path directory) {
        run(() -> fifo(directory.resolve("fifo")));
        assertThat(lines).containsExactly("mkfifo 0", "b'one\\n' b'two\\n' 0 True", "b'three'");
    }

    /** A stream that counts its reads. */
    private static final class Counting extends InputStream {
        private final InputStream in;
        private final AtomicInteger reads = new AtomicInteger();

        Counting(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() {
            throw new AssertionError("a byte at a time");
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            reads.incrementAndGet();
            return in.read(bytes, from, Math.min(count, 10));
        }
    }

    @Async
    private Coroutine<Void> asFarAsAsked() throws IOException {
        Counting stream = new Counting(new ByteArrayInputStream(new byte[1000]));
        StreamReader reader = Streams.connectReadPipe(stream);
        await(yieldNow());
        log(stream.reads.get());
        await(reader.readExactly(25));
        log(stream.reads.get(), reader.buffered());
        await(reader.readExactly(5));
        await(yieldNow());
        log(stream.reads.get());
        return completed();
    }

    @Test
    void stream_isReadOnlyAsFarAsAsked() {
        run(this::asFarAsAsked);
        assertThat(lines).containsExactly("0", "3 5", "3");
    }

    @Async
    private Coroutine<Void> silent(InputStream in) throws IOException {
        StreamReader reader = Streams.connectReadPipe(in);
        Task<byte[]> waiting = createTask(() -> reader.readLine());
        await(yieldNow());
        await(yieldNow());
        log(waiting.isDone());
        return completed();
    }

    @Async
    private Coroutine<Void> readOne(InputStream in) throws IOException {
        log(await(Streams.connectReadPipe(in).readLine()));
        return completed();
    }

    private static void waitForReader() {
        while (Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread ->
                        thread.getName().startsWith("weft-pipe-") && thread.getState() == Thread.State.TIMED_WAITING)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void pipeWithoutData_doesNotHoldUpTheEndOfRun_andTheNextLoopGetsItsBytes() throws IOException {
        InputStream before = System.in;
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            System.setIn(in);
            Weft.run(() -> silent(System.in));
            waitForReader();
            out.write(bytes("for the next\n"));
            out.flush();
            Weft.run(() -> readOne(System.in));
        } finally {
            System.setIn(before);
        }
        assertThat(lines).containsExactly("False", "b'for the next\\n'");
    }

    @Async
    private Coroutine<Void> cancelled(PipedOutputStream out, InputStream in) throws IOException {
        StreamReader reader = Streams.connectReadPipe(in);
        Task<byte[]> waiting = createTask(() -> reader.readLine());
        await(yieldNow());
        waiting.cancel();
        try {
            await(waiting);
        } catch (CancelledError e) {
            log("cancelled");
        }
        out.write(bytes("kept\n"));
        out.close();
        log(await(reader.readLine()), await(reader.read(-1)).length);
        return completed();
    }

    @Test
    void read_thatIsCancelled_losesNothing() throws IOException {
        try (PipedOutputStream out = new PipedOutputStream();
                PipedInputStream in = new PipedInputStream(out)) {
            run(() -> cancelled(out, in));
        }
        assertThat(lines).containsExactly("cancelled", "b'kept\\n' 0");
    }

    /** A stream that fails. */
    private static final class Failing extends InputStream {
        private final Exception failure;

        Failing(Exception failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            if (failure instanceof IOException checked) {
                throw checked;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public int read(byte[] bytes, int from, int count) throws IOException {
            return read();
        }
    }

    @Async
    private Coroutine<Void> failures() throws IOException {
        IOException failure = new IOException("dust on the disk");
        try {
            await(Streams.connectReadPipe(new Failing(failure)).read(1));
        } catch (IOException e) {
            log(e == failure);
        }
        InputStream bug = new Failing(new UnsupportedOperationException("bug"));
        try {
            await(Streams.connectReadPipe(bug).read(1));
        } catch (IOException e) {
            log(e.getCause().getMessage());
        }
        return completed();
    }

    @Test
    void stream_thatFails_failsItsReader() {
        run(this::failures);
        assertThat(lines).containsExactly("True", "bug");
    }

    /** A stream whose writes wait until they are let through. */
    private static class Gated extends OutputStream {
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        final CountDownLatch open = new CountDownLatch(1);
        volatile boolean closed;

        @Override
        public void write(int one) {
            throw new AssertionError("a byte at a time");
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            taken.write(bytes, from, count);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Async
    private Coroutine<Void> backPressure(Gated stream) throws IOException {
        StreamWriter writer = Streams.connectWritePipe(stream);
        writer.write(new byte[200_000]);
        Task<Void> draining = createTask(() -> writer.drain());
        await(yieldNow());
        await(yieldNow());
        log(draining.isDone(), writer.writeBufferSize());
        writer.close();
        stream.open.countDown();
        await(writer.waitClosed());
        await(draining);
        log(stream.taken.size(), stream.closed);
        return completed();
    }

    @Test
    void writer_overASlowStream_waitsAndClosesBehindTheLastByte() {
        run(() -> backPressure(new Gated()));
        assertThat(lines).containsExactly("False 200000", "200000 True");
    }

    @Async
    private Coroutine<Void> leftOpen(Gated stream) throws IOException {
        StreamWriter writer = Streams.connectWritePipe(stream);
        writer.write(new byte[200_000]);
        createTask(() -> writer.drain());
        await(yieldNow());
        return completed();
    }

    @Test
    void writer_thatIsOpenWhenRunEnds_leavesItsStreamOpen() {
        Gated stream = new Gated();
        Weft.run(() -> leftOpen(stream));
        assertThat(stream.closed).isFalse();
        stream.open.countDown();
    }

    @Async
    private Coroutine<Void> aborted(Gated stream) throws IOException {
        StreamWriter writer = Streams.connectWritePipe(stream);
        writer.write(new byte[200_000]);
        await(yieldNow());
        writer.abort();
        await(writer.waitClosed());
        stream.open.countDown();
        await(until(() -> stream.closed));
        log(stream.taken.size());
        return completed();
    }

    @Test
    void writer_thatIsAborted_closesItsStreamBehindTheWriteThatIsUnderWay() {
        run(() -> aborted(new Gated()));
        assertThat(lines).containsExactly("65536");
    }

    @Async
    private Coroutine<Void> brokenPipes() throws IOException {
        for (String message : new String[] {"Broken pipe", "No space left on device"}) {
            StreamWriter writer = Streams.connectWritePipe(new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    throw new IOException(message);
                }
            });
            writer.write(new byte[200_000]);
            try {
                await(writer.drain());
            } catch (IOException e) {
                log(e.getMessage(), e instanceof SocketException);
            }
            log(writer.isClosing());
        }
        return completed();
    }

    @Test
    void stream_thatFails_failsItsWriter() {
        run(this::brokenPipes);
        assertThat(lines).containsExactly("Broken pipe True", "True", "No space left on device False", "True");
    }

    @Async
    private static Coroutine<Void> connect() {
        Streams.connectReadPipe(InputStream.nullInputStream());
        return completed();
    }

    @Test
    void pipe_onAVirtualClock_isRefusedWithAdvice() {
        try (TestLoop loop = new TestLoop()) {
            assertThatThrownBy(() -> loop.run(async(() -> connect())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("Clock.system()");
        }
    }
}
