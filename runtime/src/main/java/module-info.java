/**
 * The runtime of Weft: coroutines, futures, tasks and the event loop that runs them. It depends on nothing but the JDK.
 */
module dev.weft {
    requires static org.jspecify;
    requires static jdk.jfr; // events for the JDK's Flight Recorder
    requires static org.junit.jupiter.api; // tests that await
    requires static org.junit.jupiter.params;
    requires static org.junit.platform.commons;
    requires jdk.unsupported; // signals

    exports dev.weft;
    exports dev.weft.abi;
    exports dev.weft.insight;
    exports dev.weft.net;
    exports dev.weft.sync;
    exports dev.weft.testing;
    exports dev.weft.testing.junit;
}
