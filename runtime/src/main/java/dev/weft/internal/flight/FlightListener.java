package dev.weft.internal.flight;

import dev.weft.internal.loop.LoopCore;
import dev.weft.internal.loop.LoopEntry;
import dev.weft.internal.task.EventLoops;
import dev.weft.internal.task.LoopView;
import dev.weft.internal.task.OpenLoops;
import dev.weft.internal.task.TaskLoop;
import java.util.List;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * A listener to the Flight Recorder that has loops watched while a recording runs.
 *
 * <ol>
 *   <li>When the first recording starts, each loop that is entered from then on gets a watch as it is entered.
 *   <li>The loops that run already are told, and see to it between two steps. They look for themselves whether a recording
 *       runs, so it does not matter in which order they are told of a start and an end.
 *   <li>When no recording runs any more, the loops are told again, and drop their watches.
 * </ol>
 */
final class FlightListener implements FlightRecorderListener, LoopEntry {

    private boolean ended; // any thread, holding this object
    private volatile boolean watching; // any thread: a recording runs

    private FlightListener() {}

    /** Begins to listen. */
    static FlightListener begin() {
        if (!FlightRecorder.isAvailable()) {
            throw new IllegalStateException("the Flight Recorder of this JVM is switched off");
        }
        FlightListener listener = new FlightListener();
        FlightRecorder.addListener(listener); // which tells it at once of a recorder that is there
        return listener;
    }

    /** Ends listening, and with it the events of recordings that run. */
    void end() {
        FlightRecorder.removeListener(this);
        synchronized (this) {
            ended = true;
            watch(false);
        }
    }

    @Override
    public void recorderInitialized(FlightRecorder recorder) {
        look(recorder.getRecordings());
    }

    @Override
    public void recordingStateChanged(Recording recording) {
        look(FlightRecorder.getFlightRecorder().getRecordings());
    }

    private synchronized void look(List<Recording> recordings) {
        boolean runs = false;
        for (Recording recording : recordings) {
            runs |= recording.getState() == RecordingState.RUNNING;
        }
        watch(runs && !ended);
    }

    private synchronized void watch(boolean wanted) {
        if (watching == wanted) {
            return;
        }
        watching = wanted;
        LoopCore.lookAtEach(wanted ? this : null);
        for (TaskLoop loop : OpenLoops.all()) {
            LoopCore core = LoopView.core(loop);
            if (core.isOwnThread()) {
                entered(core);
            } else {
                EventLoops.callIfOpen(loop, () -> entered(core));
            }
        }
    }

    @Override
    public void entered(LoopCore loop) {
        FlightWatch watch = loop.watch(FlightWatch.class);
        if (watching && watch == null) {
            loop.watch(new FlightWatch(loop));
        } else if (!watching && watch != null) {
            loop.unwatch(watch);
        }
    }
}
