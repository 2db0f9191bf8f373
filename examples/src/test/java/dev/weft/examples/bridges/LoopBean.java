package dev.weft.examples.bridges;

import dev.weft.EventLoop;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/** The bean of an event loop: jconsole and the exporters of JMX show its counters. The guide shows it. */
record LoopBean(EventLoop loop) implements LoopMXBean {

    /** Registers the bean of a loop, under the loop's name; returns the bean's name, for its removal. */
    static ObjectName register(EventLoop loop) throws JMException {
        ObjectName name = new ObjectName("dev.weft:type=EventLoop,name=" + ObjectName.quote(loop.name()));
        ManagementFactory.getPlatformMBeanServer().registerMBean(new LoopBean(loop), name);
        return name;
    }

    @Override
    public long getTurns() {
        return loop.statistics().turns();
    }

    @Override
    public long getSteps() {
        return loop.statistics().steps();
    }

    @Override
    public long getMostReady() {
        return loop.statistics().mostReady();
    }

    @Override
    public int getTimers() {
        return loop.statistics().timers();
    }

    @Override
    public int getTasks() {
        return loop.statistics().tasks();
    }
}
