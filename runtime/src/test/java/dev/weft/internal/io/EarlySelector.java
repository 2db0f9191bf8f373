package dev.weft.internal.io;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** A source of selectors of which the first is broken: its selects return at once, with nothing ready. */
final class EarlySelector extends SelectorSource {
    final List<Selector> opened = new ArrayList<>();

    @Override
    Selector open() throws IOException {
        Selector next = Selector.open();
        if (opened.isEmpty()) {
            next = new Broken(next);
        }
        opened.add(next);
        return next;
    }

    /** A selector in which channels can be registered, and that never finds one ready. */
    private static final class Broken extends AbstractSelector {
        private final Selector real;

        Broken(Selector real) {
            super(real.provider());
            this.real = real;
        }

        @Override
        protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
            try {
                SelectableChannel same = channel;
                return same.register(real, operations, attachment);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public int select(Consumer<SelectionKey> action, long timeout) {
            return 0;
        }

        @Override
        public int selectNow(Consumer<SelectionKey> action) {
            return 0;
        }

        @Override
        public Set<SelectionKey> keys() {
            return real.keys();
        }

        @Override
        public Set<SelectionKey> selectedKeys() {
            return real.selectedKeys();
        }

        @Override
        public int selectNow() {
            return 0;
        }

        @Override
        public int select(long timeout) {
            return 0;
        }

        @Override
        public int select() {
            return 0;
        }

        @Override
        public Selector wakeup() {
            return this;
        }

        @Override
        protected void implCloseSelector() throws IOException {
            real.close();
        }
    }
}
