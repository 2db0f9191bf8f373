package dev.weft.benchmarks.network;

import dev.weft.benchmarks.VirtualThreads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Servers with the JDK's blocking sockets: a virtual thread for each connection. */
final class BlockingServer {
    private static final int BUFFER = 1 << 14;

    private BlockingServer() {}

    /** What a thread does with its connection. */
    private interface Talk {
        void with(Socket socket) throws IOException;
    }

    /** Serves for ever. */
    static void serve(ServerSetting setting, IntConsumer port) throws IOException {
        Work work = setting.work();
        Talk talk = work == Work.BACKEND ? socket -> forward(socket, setting.backend()) : socket -> talk(socket, work);
        try (ServerSocket listening = listen(setting)) {
            accept(listening, talk, port);
        }
    }

    private static ServerSocket listen(ServerSetting setting) throws IOException {
        InetAddress host = InetAddress.getLoopbackAddress();
        return setting.work() == Work.TLS
                ? setting.key().context().getServerSocketFactory().createServerSocket(0, Peer.BACKLOG, host)
                : new ServerSocket(0, Peer.BACKLOG, host);
    }

    private static void accept(ServerSocket listening, Talk talk, IntConsumer port) throws IOException {
        port.accept(listening.getLocalPort());
        while (true) {
            Socket socket = listening.accept();
            VirtualThreads.start(() -> {
                try (socket) {
                    socket.setTcpNoDelay(true);
                    talk.with(socket);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void talk(Socket socket, Work work) throws IOException {
        Work.Conversation conversation = work.conversation();
        var in = socket.getInputStream();
        var out = socket.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        byte[] copy = new byte[BUFFER];
        for (int count; (count = in.read(buffer)) >= 0; ) {
            ByteBuffer answer = conversation.answer(ByteBuffer.wrap(buffer, 0, count));
            int length = answer.remaining();
            if (answer.hasArray()) {
                out.write(answer.array(), answer.position(), length);
            } else {
                copy = length <= copy.length ? copy : new byte[length];
                answer.get(copy, 0, length);
                out.write(copy, 0, length);
            }
        }
    }

    private static void forward(Socket socket, int backendPort) throws IOException {
        Work.Conversation requests = Work.BACKEND.conversation();
        byte[] request = Work.BACKEND.requests(1);
        byte[] answer = Work.BACKEND.responses(1);
        var in = socket.getInputStream();
        var out = socket.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        try (Socket backend = new Socket(InetAddress.getLoopbackAddress(), backendPort)) {
            backend.setTcpNoDelay(true);
            for (int count; (count = in.read(buffer)) >= 0; ) {
                for (int left = requests.requests(ByteBuffer.wrap(buffer, 0, count)); left > 0; left--) {
                    backend.getOutputStream().write(request);
                    if (backend.getInputStream().readNBytes(answer, 0, answer.length) < answer.length) {
                        throw new IOException("the backend has gone");
                    }
                    out.write(answer);
                }
            }
        }
    }
}
