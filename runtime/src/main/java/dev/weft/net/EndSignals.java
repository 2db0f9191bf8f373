package dev.weft.net;

import dev.weft.EventLoop;
import dev.weft.Future;
import dev.weft.Waitable;
import dev.weft.internal.task.ThreadWait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The coroutines that wait until a server is closed, and has no connections, or none but one. */
final class EndSignals implements Waitable {

    private final Server server; // constant after construction
    private final EventLoop loop; // constant after construction
    private final List<Entry> entries = new ArrayList<>(1); // loop thread

    EndSignals(Server server, EventLoop loop) {
        this.server = server;
        this.loop = loop;
    }

    /** Tells whether the server is closed and has no connection but one. */
    boolean reached(@Nullable ServedConnection but) {
        return server.isClosed() && server.connections() <= (isOpen(but) ? 1 : 0);
    }

    private boolean isOpen(@Nullable ServedConnection connection) {
        return connection != null && server.served().contains(connection);
    }

    /** Adds a signal, which is given when the server is closed and has no connection but one. */
    Future<Void> add(@Nullable ServedConnection but) {
        Future<Void> signal = loop.createFuture(awaited());
        entries.add(new Entry(signal, but));
        return signal;
    }

    /** Returns the object of the wait: a server on other loops is at work although this loop may be idle. */
    private Waitable awaited() {
        if (server.servesOnOtherLoops()) {
            ThreadWait wait = this::describeWait;
            return wait;
        }
        return this;
    }

    /** Gives the signals whose time has come. */
    void check() {
        entries.removeIf(this::wake);
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private boolean wake(Entry entry) {
        if (!entry.signal.isDone() && reached(entry.but)) {
            entry.signal.setResult(null);
        }
        return entry.signal.isDone();
    }

    @Override
    public String describeWait() {
        return "the end of " + server;
    }

    private record Entry(Future<Void> signal, @Nullable ServedConnection but) {}
}
