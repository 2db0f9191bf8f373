package dev.weft.net;

import dev.weft.Future;
import dev.weft.Weft;
import dev.weft.abi.Await;
import dev.weft.abi.Execution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The coroutine of {@code shutdown} of a server whose connections are served on several loops. */
final class GroupShutdownFrame extends StreamFrame<Void> {

    private final Server whole; // constant after construction
    private final ServerGroup group; // constant after construction
    private final Duration grace; // constant after construction
    private final List<CompletableFuture<?>> ending = new ArrayList<>(); // loop thread: the parts of other loops
    private int awaited; // loop thread: of them

    GroupShutdownFrame(Server whole, ServerGroup group, Duration grace) {
        this.whole = whole;
        this.group = group;
        this.grace = Objects.requireNonNull(grace, "shutdown: a time for the handlers was expected, got null");
    }

    @Override
    protected @Nullable Object start(Execution x, int depth) throws Throwable {
        whole.checkThread(method());
        whole.close();
        ServerPart own = group.own();
        for (ServerPart part : group.parts()) {
            if (part != own && !part.loop().isClosed()) {
                ending.add(Weft.runCoroutineThreadsafe(part.server().shutdown(grace), part.loop())
                        .exceptionally(closed -> null)); // with its loop
            }
        }
        Object outcome = own == null ? null : Await.await(own.server().shutdown(grace), x, 0);
        return outcome == SUSPENDED ? suspend(x, 1) : awaitOthers(x);
    }

    @Override
    protected @Nullable Object resume(Execution x) throws Throwable {
        try {
            x.take();
        } catch (Throwable thrown) {
            ending.forEach(each -> each.cancel(false));
            throw thrown;
        }
        return awaitOthers(x);
    }

    private @Nullable Object awaitOthers(Execution x) throws Throwable {
        while (awaited < ending.size()) {
            if (Await.await(Future.from(ending.get(awaited++)), x, 0) == SUSPENDED) {
                return suspend(x, 1);
            }
        }
        return null;
    }

    @Override
    String kind() {
        return "Server";
    }

    @Override
    String method() {
        return "shutdown";
    }
}
