package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.waitFor;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Future;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Netty's futures and channels, awaited on Weft's loop while Netty's own loop works. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // of an echo that fails the client hears nothing, and the test fails
class NettyIT {
    private final EventLoopGroup netty = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private Channel server;

    /** A handler that sends back what it reads. */
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            context.writeAndFlush(message);
        }

        @Override
        public boolean isSharable() {
            return true;
        }
    }

    @BeforeEach
    void start() throws InterruptedException {
        server = new ServerBootstrap()
                .group(netty)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Echo())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .sync()
                .channel();
    }

    @AfterEach
    void stop() throws InterruptedException {
        netty.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** A handler that reads from its channel only when it is asked, so that the peer feels back-pressure. */
    static final class Inbox extends ChannelInboundHandlerAdapter {
        private final Deque<ByteBuf> unclaimed = new ArrayDeque<>(); // guarded by this
        private CompletableFuture<ByteBuf> awaited; // guarded by this

        /** Returns the next bytes, as soon as some have come. */
        synchronized CompletableFuture<ByteBuf> next(Channel channel) {
            awaited = new CompletableFuture<>();
            CompletableFuture<ByteBuf> next = awaited;
            deliver();
            if (!next.isDone()) {
                channel.read();
            }
            return next;
        }

        @Override
        public synchronized void channelRead(ChannelHandlerContext context, Object message) {
            unclaimed.add((ByteBuf) message); // one call of read() may bring several
            deliver();
        }

        private void deliver() {
            if (awaited != null && !unclaimed.isEmpty()) {
                CompletableFuture<ByteBuf> receiver = awaited;
                awaited = null;
                receiver.complete(unclaimed.remove());
            }
        }
    }

    private ChannelFuture connect(Inbox inbox, SocketAddress address) {
        return new Bootstrap()
                .group(netty)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .handler(inbox)
                .connect(address);
    }

    @Test
    void channel_isUsedFromACoroutine() {
        Inbox inbox = new Inbox();
        assertThat(run(() -> converse(connect(inbox, server.localAddress()), inbox)))
                .isEqualTo("tea, cake, on Weft's thread: true");
    }

    @Async
    private static Coroutine<String> converse(ChannelFuture connecting, Inbox inbox) {
        Thread loop = Thread.currentThread();
        await(NettyFutures.toStage(connecting));
        Channel channel = connecting.channel();
        String tea = await(ask(channel, inbox, "tea"));
        String cake = await(ask(channel, inbox, "cake"));
        await(NettyFutures.toStage(channel.close()));
        return completed(tea + ", " + cake + ", on Weft's thread: " + (loop == Thread.currentThread()));
    }

    @Async
    static Coroutine<String> ask(Channel channel, Inbox inbox, String question) {
        await(NettyFutures.toStage(channel.writeAndFlush(Unpooled.copiedBuffer(question, UTF_8))));
        StringBuilder answer = new StringBuilder();
        while (answer.length() < question.length()) {
            ByteBuf part = await(inbox.next(channel));
            answer.append(part.toString(UTF_8));
            part.release();
        }
        return completed(answer.toString());
    }

    @Test
    void failure_ofAFuture_isThrownAtTheAwait() throws Exception {
        SocketAddress nobody = server.localAddress();
        server.close().sync();
        ChannelFuture connecting = connect(new Inbox(), nobody);
        assertThatThrownBy(() -> run(() -> awaited(connecting)))
                .isInstanceOf(SocketException.class); // refused or reset
    }

    @Async
    private static Coroutine<Void> awaited(ChannelFuture future) {
        await(NettyFutures.toStage(future));
        return completed();
    }

    @Test
    void future_thatTakesTooLong_isCancelled() {
        Promise<String> never = netty.next().newPromise();
        assertThatThrownBy(() -> run(() -> inTime(never))).isInstanceOf(TimeoutException.class);
        assertThat(never.isCancelled()).isTrue();
    }

    @Async
    private static Coroutine<String> inTime(Promise<String> promise) throws TimeoutException {
        return waitFor(Future.from(NettyFutures.toStage(promise)), Duration.ofMillis(10));
    }
}
