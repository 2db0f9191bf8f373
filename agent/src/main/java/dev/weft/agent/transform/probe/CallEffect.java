package dev.weft.agent.transform.probe;

/** The things that a call can touch that the probes of the code under test do not see. */
enum CallEffect {
    /** Nothing: it keeps no state, or its own code has probes. */
    NONE,
    /** What the class of the receiver tells at run time. */
    RECEIVER,
    /** The collection that is the receiver, whose probe stands there already. */
    COLLECTION,
    /** The one object of Weft that is the receiver. */
    OBJECT,
    /** Weft's own state. */
    RUNTIME,
    /** Nothing now; but it keeps what it is passed. */
    KEEPS,
    /** The object that is awaited. */
    AWAIT,
    /** Anything. */
    UNKNOWN
}
