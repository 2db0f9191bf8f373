package dev.weft.benchmarks.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntConsumer;
import javax.net.ssl.SSLContext;

/** Netty's servers, with handlers as its examples have them: they write what they read, and flush once a wake-up. */
@SuppressWarnings("FutureReturnValueIgnored") // the generator notices what is not written
final class NettyServer {
    private static final byte[] REQUEST = Work.BACKEND.requests(1);
    private static final int ANSWER = Work.BACKEND.responses(1).length;

    private NettyServer() {}

    /** Serves for ever, on event loops with threads of their own. */
    static void serve(ServerSetting setting, int loops, boolean epoll, IntConsumer port)
            throws IOException, InterruptedException {
        IoHandlerFactory factory = epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(loops, factory);
        Channel server = new ServerBootstrap()
                .group(group)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, Peer.BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(setting.work() == Work.TLS ? tls(setting) : plain(setting))
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
        port.accept(((InetSocketAddress) server.localAddress()).getPort());
        server.closeFuture().sync();
    }

    private static ChannelInitializer<Channel> plain(ServerSetting setting) {
        Work work = setting.work();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(work == Work.BACKEND ? new Forward(setting.backend()) : new Talk(work));
            }
        };
    }

    private static ChannelInitializer<Channel> tls(ServerSetting setting) throws IOException {
        SSLContext context = setting.key().context();
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new SslHandler(ServerKey.engine(context, false)), new Talk(setting.work()));
            }
        };
    }

    /** The handler of an echo, or of a plaintext server. */
    private static final class Talk extends ChannelInboundHandlerAdapter {
        private final Work work;
        private final Work.Conversation conversation;

        Talk(Work work) {
            this.work = work;
            conversation = work.conversation();
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (work.isEcho()) {
                context.write(message, context.voidPromise());
                return;
            }
            ByteBuf in = (ByteBuf) message;
            int requests = conversation.requests(in.nioBuffer());
            in.release();
            if (requests > 0) {
                context.write(Unpooled.wrappedBuffer(conversation.responses(requests)), context.voidPromise());
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }
    }

    /** The handler that asks the backend, and gets a future for each answer. */
    private static final class Forward extends ChannelInboundHandlerAdapter {
        private final int backendPort;
        private final Work.Conversation requests = Work.BACKEND.conversation();
        private final Answers answers = new Answers();
        private Channel backend;

        @SuppressWarnings("NullAway.Init") // channelActive sets the backend
        Forward(int backendPort) {
            this.backendPort = backendPort;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(false);
            ChannelFuture connecting = new Bootstrap()
                    .group(context.channel().eventLoop())
                    .channel(NioSocketChannel.class)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .handler(answers)
                    .connect(InetAddress.getLoopbackAddress(), backendPort);
            backend = connecting.channel();
            connecting.addListener(done -> context.channel().config().setAutoRead(true));
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            int count = requests.requests(in.nioBuffer());
            in.release();
            for (int i = 0; i < count; i++) {
                Promise<ByteBuf> answer = context.executor().newPromise();
                answers.expected.add(answer);
                backend.writeAndFlush(Unpooled.wrappedBuffer(REQUEST), backend.voidPromise());
                answer.addListener(done -> context.writeAndFlush(answer.getNow(), context.voidPromise()));
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            backend.close();
        }
    }

    /** The handler of the connection to the backend: it completes a promise for each answer. */
    private static final class Answers extends ChannelInboundHandlerAdapter {
        private final Deque<Promise<ByteBuf>> expected = new ArrayDeque<>();
        private ByteBuf received = Unpooled.EMPTY_BUFFER;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            received = received.isReadable() ? Unpooled.wrappedBuffer(received, (ByteBuf) message) : (ByteBuf) message;
            while (received.readableBytes() > ANSWER) {
                expected.remove().setSuccess(received.readRetainedSlice(ANSWER));
            }
            if (received.readableBytes() == ANSWER) {
                ByteBuf last = received;
                received = Unpooled.EMPTY_BUFFER;
                expected.remove().setSuccess(last);
            }
        }
    }
}
