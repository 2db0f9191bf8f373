package dev.weft.agent.transform.scan;

/** The policies for calls in woven bodies that block the thread that runs them. */
public enum BlockingPolicy {
    /** Nothing is looked for. */
    OFF,
    /** Each such call is reported; the method is woven all the same. */
    WARN,
    /** A method with such a call is refused. */
    REFUSE,
    /** Those with an exact counterpart become awaits; the others are reported. */
    REWRITE
}
