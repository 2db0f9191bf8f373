package dev.weft.internal.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.TimerHandle;
import dev.weft.internal.task.ChannelWait;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Attempts to connect to one of several addresses: happy eyeballs, RFC 8305, section 5.
 *
 * <ol>
 *   <li>The attempts start in order, each after a delay, or at once when the one before it has failed. Without a delay each
 *       waits for the failure of the one before it.
 *   <li>The first that connects wins. All others are closed in the same turn.
 *   <li>If all have failed, so does the race, with the failure of the first; the others are suppressed in it.
 * </ol>
 */
public final class ConnectRace {

    private final EventLoop loop; // constant after construction
    private final List<? extends SocketAddress> addresses; // constant after construction
    private final SocketSettings settings; // constant after construction
    private final @Nullable Duration delay; // constant after construction
    private final Future<SocketChannel> winner; // constant after construction
    private final List<Attempt> attempts = new ArrayList<>(2); // loop thread: those that are under way
    private final List<IOException> failures = new ArrayList<>(2); // loop thread
    private int started; // loop thread: the number of addresses
    private @Nullable TimerHandle timer; // loop thread: of the next attempt

    private ConnectRace(
            EventLoop loop,
            List<? extends SocketAddress> addresses,
            SocketSettings settings,
            @Nullable Duration delay) {
        this.loop = loop;
        this.addresses = addresses;
        this.settings = settings;
        this.delay = delay;
        winner = loop.createFuture((ChannelWait) () -> "a connection to " + addresses);
    }

    /** Starts to connect to one of the addresses, of which there is one at least. */
    public static ConnectRace start(
            EventLoop loop,
            List<? extends SocketAddress> addresses,
            SocketSettings settings,
            @Nullable Duration delay) {
        ConnectRace race = new ConnectRace(loop, addresses, settings, delay);
        race.startNext();
        return race;
    }

    /** Returns the future of the connected channel, which is its receiver's to close. */
    public Future<SocketChannel> winner() {
        return winner;
    }

    /** Ends the race with a failure, unless it has ended. */
    public void fail(IOException why) {
        if (!winner.isDone()) {
            end();
            winner.setException(why);
        }
    }

    /** Ends the race, whose outcome nobody wants, and closes what it has opened. */
    public void cancel() {
        end();
        if (winner.isDone() && !winner.isCancelled() && winner.exception() == null) {
            close(winner.result());
        }
        winner.cancel();
    }

    private void startNext() {
        timer = null;
        while (!winner.isDone() && started < addresses.size()) {
            SocketAddress address = addresses.get(started++);
            try {
                if (isUnderWay(settings.open(address), address)) {
                    break;
                }
            } catch (IOException e) {
                failures.add(named(e, address));
            } catch (RuntimeException e) { // the address and the options do not fit together
                SocketException why = new SocketException("cannot connect to " + address + ": " + e);
                why.initCause(e);
                failures.add(why);
            }
        }
        if (winner.isDone()) {
            return;
        }
        if (attempts.isEmpty()) {
            failAll();
        } else if (delay != null && started < addresses.size()) {
            timer = loop.callLater(delay, this::startNext);
        }
    }

    /** Connects, and tells whether the outcome is still to come; wins if it has come. */
    private boolean isUnderWay(SocketChannel channel, SocketAddress address) throws IOException {
        Attempt attempt = new Attempt(channel, address);
        try {
            if (channel.connect(address)) {
                win(attempt);
                return false;
            }
            loop.addWriter(channel, attempt);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        attempts.add(attempt);
        return true;
    }

    private void win(Attempt first) {
        loop.removeWriter(first.channel);
        attempts.remove(first);
        end();
        if (winner.isDone()) { // cancelled in this turn: the awaiter will see no channel
            close(first.channel);
        } else {
            winner.setResult(first.channel);
        }
    }

    private void lost(Attempt attempt, IOException why) {
        close(attempt.channel);
        attempts.remove(attempt);
        failures.add(named(why, attempt.address));
        endTimer();
        startNext();
    }

    private void failAll() {
        IOException first = failures.get(0);
        failures.stream().skip(1).forEach(first::addSuppressed);
        fail(first);
    }

    private void end() {
        started = addresses.size();
        endTimer();
        attempts.forEach(attempt -> close(attempt.channel));
        attempts.clear();
    }

    private void endTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void close(SocketChannel channel) {
        try {
            loop.sockClose(channel);
        } catch (IOException e) {
            failures.add(e); // of a race that is not over; else nobody is there to hear of it
        }
    }

    private static IOException named(IOException thrown, SocketAddress address) {
        if (thrown.getClass() != ConnectException.class) {
            return thrown;
        }
        ConnectException named = new ConnectException(thrown.getMessage() + ": " + address);
        named.initCause(thrown);
        return named;
    }

    /** An attempt that is under way. It is the callback of its channel. */
    private final class Attempt implements Runnable {
        final SocketChannel channel; // constant after construction
        final SocketAddress address; // constant after construction

        Attempt(SocketChannel channel, SocketAddress address) {
            this.channel = channel;
            this.address = address;
        }

        @Override
        public void run() {
            try {
                if (channel.finishConnect()) {
                    win(this);
                }
            } catch (IOException e) {
                lost(this, e);
            }
        }
    }
}
