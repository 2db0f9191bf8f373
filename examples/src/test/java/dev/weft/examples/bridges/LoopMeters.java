package dev.weft.examples.bridges;

import dev.weft.EventLoop;
import dev.weft.LoopStatistics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;

/** The counters of an event loop as meters of Micrometer. The guide shows it. */
final class LoopMeters implements MeterBinder {
    private final EventLoop loop;

    LoopMeters(EventLoop loop) {
        this.loop = loop;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        count(registry, "weft.loop.turns", LoopStatistics::turns);
        count(registry, "weft.loop.steps", LoopStatistics::steps);
        show(registry, "weft.loop.ready.most", LoopStatistics::mostReady);
        show(registry, "weft.loop.timers", LoopStatistics::timers);
        show(registry, "weft.loop.tasks", LoopStatistics::tasks);
    }

    private void count(MeterRegistry registry, String name, ToDoubleFunction<LoopStatistics> counter) {
        FunctionCounter.builder(name, loop, each -> counter.applyAsDouble(each.statistics()))
                .tag("loop", loop.name())
                .register(registry);
    }

    private void show(MeterRegistry registry, String name, ToDoubleFunction<LoopStatistics> level) {
        Gauge.builder(name, loop, each -> level.applyAsDouble(each.statistics()))
                .tag("loop", loop.name())
                .register(registry);
    }
}
