package dev.weft.internal.explore;

import dev.weft.internal.io.JumpingClock;
import dev.weft.internal.io.Poller;
import dev.weft.internal.loop.SteeredLoop;
import dev.weft.internal.loop.SteeredPoller;
import dev.weft.internal.loop.Steering;
import dev.weft.internal.loop.ThreadCall;
import java.util.List;
import java.util.SplittableRandom;

/** A steering by chance, in which every task that is ready may be next. */
public final class Shuffle extends Steering {

    private final SplittableRandom random; // loop thread
    private final Candidates candidates = new Candidates(); // loop thread

    /** Creates a steering; the same seed gives the same orders. */
    public Shuffle(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Creates the poller of the loop that this steers. */
    public Poller newPoller(JumpingClock clock) {
        return new SteeredPoller(clock, this);
    }

    @Override
    protected int next(SteeredLoop loop) {
        int count = candidates.find(loop);
        int choice = oneOf(count + loop.callCount());
        while (choice >= count) {
            String unused = loop.receive(choice - count);
            count = candidates.find(loop);
            choice = oneOf(count + loop.callCount());
        }
        return candidates.position(choice);
    }

    @Override
    protected int nextCall(SteeredLoop loop, List<ThreadCall> calls) {
        return oneOf(calls.size());
    }

    private int oneOf(int count) {
        return count == 1 ? 0 : random.nextInt(count);
    }
}
