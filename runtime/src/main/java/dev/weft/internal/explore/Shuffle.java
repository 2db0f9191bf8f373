package dev.weft.internal.explore;

import dev.weft.internal.io.JumpingClock;
import dev.weft.internal.io.Poller;
import dev.weft.internal.loop.SteeredLoop;
import dev.weft.internal.loop.SteeredPoller;
import dev.weft.internal.loop.Steering;
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
        return candidates.position(count == 1 ? 0 : random.nextInt(count));
    }
}
