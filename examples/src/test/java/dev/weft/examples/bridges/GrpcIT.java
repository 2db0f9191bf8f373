package dev.weft.examples.bridges;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.run;
import static dev.weft.Weft.waitFor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.Future;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gRPC client that awaits, and a server whose handler awaits, in one process. */
@Timeout(60)
@SuppressWarnings("FutureReturnValueIgnored") // of whenComplete
class GrpcIT {
    private static final MethodDescriptor<String, String> GREET = MethodDescriptor.<String, String>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName("app.Greeter/Greet")
            .setRequestMarshaller(new TextMarshaller())
            .setResponseMarshaller(new TextMarshaller())
            .build();

    private static final String NEVER = "never";

    private Server server;
    private ManagedChannel channel;

    @BeforeEach
    void start() throws IOException {
        ServerServiceDefinition service = ServerServiceDefinition.builder("app.Greeter")
                .addMethod(GREET, ServerCalls.asyncUnaryCall(GrpcIT::greet))
                .build();
        server = InProcessServerBuilder.forName("greeter")
                .addService(service)
                .build()
                .start();
        channel = InProcessChannelBuilder.forName("greeter").build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    @Test
    void call_ofAClientThatAwaits_givesWhatTheServersHandlerAwaited() {
        assertThat(run(greetTwice(channel))).isEqualTo("hello Ada, hello Grace");
    }

    @Test
    void failure_ofTheServer_isThrownAtTheAwait() {
        assertThatThrownBy(() -> run(call(channel, "")))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        it -> assertThat(it.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT));
    }

    @Async
    private static Coroutine<String> greetTwice(ManagedChannel channel) {
        return completed(await(call(channel, "Ada")) + ", " + await(call(channel, "Grace")));
    }

    @Async
    static Coroutine<String> call(ManagedChannel channel, String name) {
        ListenableFuture<String> reply = futureStub(channel, name); // in your program: stub.greet(request)
        return completed(await(ListenableFutures.toStage(reply)));
    }

    private static ListenableFuture<String> futureStub(ManagedChannel channel, String name) {
        return ClientCalls.futureUnaryCall(channel.newCall(GREET, CallOptions.DEFAULT), name);
    }

    @Test
    void call_thatTakesTooLong_isCancelled() {
        ListenableFuture<String> never = futureStub(channel, NEVER);
        assertThatThrownBy(() -> run(inTime(never))).isInstanceOf(TimeoutException.class);
        assertThat(never.isCancelled()).isTrue();
    }

    @Async
    private static Coroutine<String> inTime(ListenableFuture<String> reply) throws TimeoutException {
        return waitFor(Future.from(ListenableFutures.toStage(reply)), Duration.ofMillis(10));
    }

    static void greet(String name, StreamObserver<String> caller) {
        greeting(name).whenComplete((greeting, failure) -> {
            if (failure != null) {
                caller.onError(Status.INVALID_ARGUMENT.withCause(failure).asRuntimeException());
            } else {
                caller.onNext(greeting);
                caller.onCompleted();
            }
        });
    }

    @Async
    static CompletableFuture<String> greeting(String name) {
        if (name.equals(NEVER)) {
            return new CompletableFuture<>();
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException("no name");
        }
        String hello = await(CompletableFuture.supplyAsync(() -> "hello "));
        return CompletableFuture.completedFuture(hello + name);
    }

    /** Text as it is, where an application has messages of Protocol Buffers. */
    private static final class TextMarshaller implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String text) {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream bytes) {
            try {
                return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
