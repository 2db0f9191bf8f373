package dev.weft.internal.io;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The interest in channels: when the selector is told, and what becomes of channels that are closed. */
@Timeout(30)
class ChannelsTest {
    private static final long FOR_EVER = -1;

    private final EarlySelector early = new EarlySelector();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private Channels channels;

    @BeforeEach
    void open() throws IOException {
        channels = new Channels(new SelectorSource());
    }

    @AfterEach
    void close() throws Exception {
        channels.close();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Pipe pipe() throws IOException {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        pipe.sink().configureBlocking(false);
        opened.add(pipe.source());
        opened.add(pipe.sink());
        return pipe;
    }

    private RecordedWatch watch(SelectableChannel channel, int operation) throws IOException {
        var watch = new RecordedWatch(channel);
        channels.want(watch, operation);
        return watch;
    }

    private static SelectionKey key(ChannelWatch watch) {
        assertThat(watch.key).isNotNull();
        return watch.key;
    }

    @Test
    void read_thatIsUnwantedAndWantedAgain_staysArmed() throws IOException {
        var watch = watch(pipe().source(), OP_READ);
        channels.selectNow();
        channels.unwant(watch, OP_READ);
        assertThat(key(watch).interestOps()).isEqualTo(OP_READ);
        channels.want(watch, OP_READ);
        assertThat(key(watch).interestOps()).isEqualTo(OP_READ);
        assertThat(channels.find(watch.channel())).isSameAs(watch);
    }

    @Test
    void bytes_forAReadThatNobodyWants_disarmIt() throws IOException {
        var pipe = pipe();
        var watch = watch(pipe.source(), OP_READ);
        channels.unwant(watch, OP_READ);
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        channels.selectNow();
        assertThat(key(watch).interestOps()).isZero();
        assertThat(watch.ready).isEmpty();
        channels.want(watch, OP_READ);
        channels.selectNow();
        assertThat(watch.ready).containsExactly(OP_READ);
    }

    @Test
    void write_thatIsUnwanted_isDisarmedAtOnce() throws IOException {
        var watch = watch(pipe().sink(), OP_WRITE);
        channels.selectNow();
        channels.unwant(watch, OP_WRITE);
        assertThat(key(watch).interestOps()).isZero();
        channels.selectNow();
        assertThat(watch.ready).containsExactly(OP_WRITE);
    }

    @Test
    void channel_thatIsClosedBehindItsBack_getsItsCallbacksOnce() throws IOException {
        var lost = watch(pipe().source(), OP_READ);
        var other = watch(pipe().source(), OP_READ);
        lost.channel().close();
        channels.selectNow();
        channels.selectNow();
        assertThat(lost.ready).containsExactly(OP_READ);
        assertThat(other.ready).isEmpty();
        assertThat(channels.find(lost.channel())).isNull();
        assertThat(channels.find(other.channel())).isSameAs(other);
    }

    @Test
    void channel_thatIsClosedAndNotWantedAnyMore_isForgotten() throws IOException {
        var watch = watch(pipe().source(), OP_READ);
        channels.unwant(watch, OP_READ);
        assertThat(channels.anyWanted()).isFalse();
        assertThat(channels.any()).isTrue();
        watch.channel().close();
        channels.selectNow();
        assertThat(channels.any()).isFalse();
        assertThat(watch.ready).isEmpty();
    }

    @Test
    void want_ofAClosedChannel_throws() throws IOException {
        var watch = watch(pipe().sink(), OP_WRITE);
        watch.channel().close();
        channels.unwant(watch, OP_WRITE);
        assertThatThrownBy(() -> channels.want(watch, OP_WRITE)).isInstanceOf(ClosedChannelException.class);
        var unknown = new RecordedWatch(watch.channel());
        assertThatThrownBy(() -> channels.want(unknown, OP_WRITE)).isInstanceOf(ClosedChannelException.class);
    }

    @Test
    void close_ofAWatchedChannel_forgetsItNow() throws IOException {
        var watch = watch(pipe().source(), OP_READ);
        channels.close(watch.channel());
        assertThat(channels.any()).isFalse();
        assertThat(watch.ready).isEmpty();
        assertThat(watch.channel().isRegistered()).isFalse();
    }

    @Test
    void selector_thatReturnsEarlyAgainAndAgain_isReplacedAndFindsTheChannels() throws IOException {
        var poller = new SystemPoller(System::nanoTime, early);
        var pipe = pipe();
        var watch = new RecordedWatch(pipe.source());
        var idle = new RecordedWatch(pipe.sink());
        poller.openChannels().want(watch, OP_READ);
        poller.openChannels().want(idle, OP_WRITE);
        poller.openChannels().unwant(idle, OP_WRITE);
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        for (int i = 0; i < Channels.EARLY_IN_A_ROW; i++) {
            assertThat(watch.ready).isEmpty();
            poller.poll(FOR_EVER, 0);
        }
        poller.poll(FOR_EVER, 0);
        assertThat(watch.ready).containsExactly(OP_READ);
        assertThat(early.opened).hasSize(2);
        assertThat(early.opened.get(0).isOpen()).isFalse();
        assertThat(poller.openChannels().rebuilt()).isEqualTo(1);
        poller.close();
    }

    @Test
    void selects_thatAreEndedByAThreadOrAnInterrupt_areNotCountedAsEarly() throws IOException {
        var poller = new SystemPoller(System::nanoTime, early);
        poller.openChannels().want(new RecordedWatch(pipe().source()), OP_READ);
        for (int i = 0; i < 2 * Channels.EARLY_IN_A_ROW; i++) {
            if (i % 2 == 0) {
                Thread.currentThread().interrupt();
            } else {
                poller.wakeup();
            }
            poller.poll(FOR_EVER, 0);
        }
        assertThat(early.opened).hasSize(1);
        assertThat(poller.takeInterrupt()).isTrue();
        poller.close();
    }
}
