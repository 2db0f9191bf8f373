package dev.weft.agent.console;

import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/** The bean of a program that is started with {@code console=jmx}. */
public final class ConsoleBean implements ConsoleMBean {
    /** The system property that tells the command of the bean. */
    static final String PROPERTY = "dev.weft.agent.console";

    /** The value of that property. */
    static final String JMX = "jmx";

    /** The name of the bean. */
    static final String NAME = "dev.weft.agent:type=Console";

    private final Instrumentation instrumentation;

    private ConsoleBean(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Registers the bean in this JVM.
     *
     * @param instrumentation the running JVM
     * @throws IllegalArgumentException if this JVM has no JMX
     */
    public static void register(Instrumentation instrumentation) {
        try {
            var bean = new StandardMBean(new ConsoleBean(instrumentation), ConsoleMBean.class);
            ManagementFactory.getPlatformMBeanServer().registerMBean(bean, new ObjectName(NAME));
        } catch (JMException refused) {
            throw new IllegalArgumentException("weft-agent: console=jmx cannot be had: " + refused, refused);
        }
        System.setProperty(PROPERTY, JMX);
    }

    @Override
    public String answer(String question) {
        return ConsoleAnswer.packed(question, instrumentation);
    }
}
