package dev.weft.examples.chat;

import static dev.weft.Weft.await;
import static dev.weft.Weft.emit;
import static dev.weft.Weft.waitFor;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.Async;
import dev.weft.AsyncIterator;
import dev.weft.sync.Broadcast;
import dev.weft.sync.ChannelClosedException;
import dev.weft.sync.LaggedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * A room: the last messages, and who listens.
 *
 * <p>Back-pressure: nobody who writes ever waits for somebody who listens. A listener whose connection does not take its
 * events stops asking for messages, and the room keeps the last {@value #KEPT} for it. If more than that have come
 * meanwhile, it has missed some: its stream ends, and its browser, which reconnects by itself, gets the last messages
 * anew. So a slow client costs the room nothing but a place in its list.
 */
final class ChatRoom {
    static final int KEPT = 50;

    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(UTF_8);

    private final Broadcast<ChatMessage> messages = new Broadcast<>(KEPT); // loop thread
    private final Deque<ChatMessage> last = new ArrayDeque<>(); // loop thread
    private final Duration heartbeat; // constant after construction
    private long said; // loop thread: messages so far
    private int listeners; // loop thread

    ChatRoom(Duration heartbeat) {
        this.heartbeat = heartbeat;
    }

    /** Says something to all; false if it is no message. */
    boolean say(byte[] form) {
        ChatMessage message = ChatMessage.parse(said + 1, form);
        if (message == null) {
            return false;
        }
        said++;
        last.add(message);
        if (last.size() > KEPT) {
            last.remove();
        }
        messages.send(message);
        return true;
    }

    /** Returns the number of clients that listen. */
    int listeners() {
        return listeners;
    }

    /** Returns the events behind one that a client has seen, as far as they are kept, and then each as it comes. */
    @Async
    AsyncIterator<byte[]> listen(long seen) {
        Broadcast.Subscription<ChatMessage> subscription = messages.subscribe();
        listeners++;
        try {
            for (ChatMessage message : List.copyOf(last)) {
                if (message.number() > seen) {
                    emit(message.event());
                }
            }
            while (true) {
                try {
                    emit(await(waitFor(subscription.receive(), heartbeat)).event());
                } catch (TimeoutException silence) {
                    emit(HEARTBEAT); // else a client that has gone would be noticed with the next message only
                }
            }
        } catch (LaggedException | ChannelClosedException over) {
            return AsyncIterator.end();
        } finally {
            listeners--;
        }
    }

    /** Ends the stream of each listener. */
    void close() {
        messages.close();
    }
}
