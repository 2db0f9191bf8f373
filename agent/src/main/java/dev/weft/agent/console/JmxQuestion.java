package dev.weft.agent.console;

import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * A question to a process by way of its JMX agent for the same machine, which the command starts in the process unless it runs
 * there already. No Java agent is loaded, so the JVM does not warn of one.
 */
final class JmxQuestion {
    private static final String CONNECTOR = "com.sun.management.jmxremote.localConnectorAddress";

    private JmxQuestion() {}

    /** Tells whether a process can be asked in this way. */
    static boolean suits(VirtualMachine process) throws IOException {
        return ConsoleBean.JMX.equals(process.getSystemProperties().getProperty(ConsoleBean.PROPERTY));
    }

    /**
     * Asks a process.
     *
     * @return the answer as the bean gives it
     */
    @SuppressWarnings("BanJNDI") // what answers is a process of the same user, whose address the attach mechanism gave
    static String ask(VirtualMachine process, String question) throws IOException {
        try (var connector = JMXConnectorFactory.connect(new JMXServiceURL(address(process)))) {
            return (String) connector
                    .getMBeanServerConnection()
                    .invoke(new ObjectName(ConsoleBean.NAME), "answer", new Object[] {question}, new String[] {
                        String.class.getName()
                    });
        } catch (JMException refused) {
            throw new IOException("the bean of process " + process.id() + " does not answer: " + refused, refused);
        }
    }

    private static String address(VirtualMachine process) throws IOException {
        var running = process.getAgentProperties().getProperty(CONNECTOR);
        if (running != null) {
            return running;
        }
        try {
            return process.startLocalManagementAgent();
        } catch (AttachOperationFailedException refused) {
            throw new IOException(
                    "process " + process.id() + " was started with console=jmx, but its JMX agent does not start ("
                            + refused.getMessage() + "). It needs the module jdk.management.agent.",
                    refused);
        }
    }
}
