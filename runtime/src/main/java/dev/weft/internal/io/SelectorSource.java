package dev.weft.internal.io;

import java.io.IOException;
import java.nio.channels.Selector;

/** A source of selectors: {@link Selector#open()}, and in tests one whose selects return early. */
class SelectorSource {

    SelectorSource() {}

    /** Opens a selector. */
    Selector open() throws IOException {
        return Selector.open();
    }
}
