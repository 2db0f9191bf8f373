package dev.weft.net;

import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.abi.Execution;
import dev.weft.abi.Frame;
import dev.weft.internal.net.LookUps;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The resolver of the operating system. */
final class SystemResolver implements Resolver {

    static final Resolver INSTANCE = new SystemResolver();

    private SystemResolver() {}

    @Override
    public Coroutine<List<InetAddress>> resolve(String host) {
        return Frame.made(new LookUp(host));
    }

    /** The coroutine of a look-up. */
    private static final class LookUp extends StreamFrame<List<InetAddress>> {
        private final String host; // constant after construction

        LookUp(String host) {
            this.host = host;
        }

        @Override
        protected @Nullable Object start(Execution x, int depth) throws Throwable {
            EventLoop loop = EventLoop.running();
            return waitFor(loop.runInExecutor(LookUps.EXECUTOR, () -> List.of(InetAddress.getAllByName(host))), x);
        }

        @Override
        protected @Nullable Object resume(Execution x) throws Throwable {
            return x.take();
        }

        @Override
        String kind() {
            return "Resolver";
        }

        @Override
        String method() {
            return "resolve";
        }
    }
}
