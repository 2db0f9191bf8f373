package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.createTask;
import static dev.weft.Weft.run;
import static dev.weft.Weft.sleep;
import static dev.weft.Weft.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.EventLoop;
import dev.weft.Task;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The counters of a loop, as Micrometer and JMX show them. */
@Timeout(60)
class StatisticsIT {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void meters_followTheLoop() {
        assertThat(run(meters())).containsExactly(1.0, 3.0, 2.0, 1.0);
        assertThat(registry.get("weft.loop.steps")
                        .tag("loop", "orders")
                        .functionCounter()
                        .count())
                .isGreaterThan(4);
        assertThat(registry.get("weft.loop.ready.most").gauge().value()).isGreaterThanOrEqualTo(1);
    }

    /** The turns of three yields; the tasks and timers beside a sleeping task. */
    @Async
    private Coroutine<List<Double>> meters() {
        EventLoop loop = EventLoop.running();
        loop.setName("orders");
        new LoopMeters(loop).bindTo(registry);
        double alone = registry.get("weft.loop.tasks").gauge().value();
        Task<Void> sleeper = createTask(sleep(Duration.ofHours(1)));
        double before = turns();
        await(yieldNow());
        await(yieldNow());
        await(yieldNow());
        List<Double> seen = List.of(
                alone,
                turns() - before,
                registry.get("weft.loop.tasks").gauge().value(),
                registry.get("weft.loop.timers").gauge().value());
        sleeper.cancel();
        return completed(seen);
    }

    private double turns() {
        return registry.get("weft.loop.turns").functionCounter().count();
    }

    @Test
    void bean_showsTheLoop() throws Exception {
        ObjectName name = run(bean());
        try {
            assertThat((Integer) server.getAttribute(name, "Tasks")).isZero();
            assertThat((Integer) server.getAttribute(name, "Timers")).isZero();
            assertThat((Long) server.getAttribute(name, "Turns")).isPositive();
            assertThat((Long) server.getAttribute(name, "Steps")).isPositive();
            assertThat((Long) server.getAttribute(name, "MostReady")).isPositive();
            assertThat(name.getKeyProperty("name")).isEqualTo("\"a loop, named: by hand\"");
        } finally {
            server.unregisterMBean(name);
        }
    }

    @Async
    private Coroutine<ObjectName> bean() throws JMException {
        EventLoop loop = EventLoop.running();
        loop.setName("a loop, named: by hand");
        ObjectName name = LoopBean.register(loop);
        await(yieldNow());
        assertThat((Integer) server.getAttribute(name, "Tasks")).isEqualTo(1);
        return completed(name);
    }
}
