package dev.weft.agent.transform.code;

/**
 * A method of the JDK that blocks the thread that calls it.
 *
 * @param name the method as users write it, {@code Thread.sleep}
 * @param remedy what to do in code that awaits, a sentence
 * @param receiverTells whether the object on which it is called tells if it would block, such as a future that may be done
 */
public record BlockingCall(String name, String remedy, boolean receiverTells) {}
