/** The runtime of Weft: coroutines, futures, tasks and the event loop that runs them. */
module dev.weft {
    requires static org.jspecify;

    exports dev.weft;
    exports dev.weft.abi;
    exports dev.weft.testing;
}
