package dev.weft.agent.transform.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The methods that block, with what to use in their place: what the agent reports in woven bodies, and what test mode refuses
 * on the thread of a loop.
 *
 * <p>Code and not a map: it is asked about each call of the first class that is woven, and to build a map took milliseconds
 * at the start of every program.
 */
public final class BlockingCalls {
    private static final String CONCURRENT = "java/util/concurrent/";
    private static final String CHANNELS = "java/nio/channels/";
    private static final String TIMED = "(J";
    private static final String ELEMENT_TIMED = "(Ljava/lang/Object;J";

    private static final String SLEEP = "await(sleep(duration))";
    private static final String FUTURE = "await(future), which takes any CompletionStage";
    private static final String PLAIN_FUTURE =
            "await(future) with a Task or a CompletionStage in its place, or await(toThread(() -> future.get()))";
    private static final String JOIN =
            "await(toThread(...)) in place of the thread, or await(toThread(() -> thread.join()))";
    private static final String LATCH = "dev.weft.sync.Event, or await the tasks themselves, for example with gather";
    private static final String BARRIER = "dev.weft.sync.Barrier";
    private static final String QUEUE =
            "dev.weft.sync.Queue between tasks: await(queue.get()) and await(queue.put(item)); from and to other threads,"
                    + " offer(item), or await(toThread(() -> queue.take()))";
    private static final String LOCK = "dev.weft.sync.Lock, or none: no other task of the loop runs between two awaits";
    private static final String CONDITION = "dev.weft.sync.Condition";
    private static final String SEMAPHORE = "dev.weft.sync.Semaphore";
    private static final String EXECUTOR = "await(gather(...)) of toThread calls";
    private static final String TERMINATION =
            "await(toThread(...)) to wait for the executor's end, or await the tasks that it runs";
    private static final String PROCESS = "await(process.onExit())";
    private static final String HTTP = "await(client.sendAsync(request, handler))";
    private static final String SOCKET = "dev.weft.net.Streams, or await(toThread(...))";
    private static final String FILE = "await(toThread(...)) to read and write files";
    private static final String JDBC = "await(toThread(...)) for what calls the database";
    private static final String MONO = "await(mono.toFuture())";
    private static final String FLUX = "await(flux.next().toFuture()), or a generator of its values";
    private static final String CALL = "await(toThread(...)), or a CompletableFuture that its callback completes";
    private static final String PARK = "a Future: await it, and complete it where the thread would be unparked";

    private BlockingCalls() {}

    /**
     * Returns the entry of the method that an instruction calls.
     *
     * @param call the call
     * @return its entry, or null if it is not known to block
     */
    public static @Nullable BlockingCall of(MethodInsnNode call) {
        var alternative = alternative(call);
        if (alternative == null) {
            return null;
        }
        var owner = call.owner;
        var type = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
        boolean receiverTells = alternative.equals(FUTURE)
                || alternative.equals(PLAIN_FUTURE)
                || (owner.startsWith(CHANNELS) && alternative.equals(SOCKET) && !owner.endsWith("/Selector"));
        return new BlockingCall(type + "." + call.name, alternative, mayReturnAtOnce(alternative), receiverTells);
    }

    private static boolean mayReturnAtOnce(String alternative) {
        return switch (alternative) {
            case LATCH, QUEUE, LOCK, SEMAPHORE -> true;
            default -> false;
        };
    }

    private static @Nullable String alternative(MethodInsnNode call) {
        if (call.owner.startsWith("java/lang/")) {
            return ofThreads(call);
        }
        if (call.owner.startsWith(CONCURRENT)) {
            var type = call.owner.substring(CONCURRENT.length());
            var alternative = ofFutures(call, type);
            return alternative == null ? ofCoordination(call, type) : alternative;
        }
        var alternative = ofNetwork(call);
        return alternative == null ? ofFilesAndDatabases(call) : alternative;
    }

    private static @Nullable String ofThreads(MethodInsnNode call) {
        return switch (call.owner) {
            case "java/lang/Thread" -> first(any(call, SLEEP, "sleep"), any(call, JOIN, "join"));
            case "java/lang/Object" -> any(call, CONDITION, "wait");
            case "java/lang/Process" -> any(call, PROCESS, "waitFor");
            default -> null;
        };
    }

    private static @Nullable String ofFutures(MethodInsnNode call, String type) {
        return switch (type) {
            case "CompletableFuture" -> any(call, FUTURE, "get", "join");
            case "Future", "FutureTask", "ScheduledFuture", "RunnableFuture" -> any(call, PLAIN_FUTURE, "get");
            case "ForkJoinTask" -> first(any(call, PLAIN_FUTURE, "get", "join"), any(call, EXECUTOR, "invoke"));
            case "ExecutorService", "ScheduledExecutorService", "ThreadPoolExecutor" ->
                first(
                        any(call, EXECUTOR, "invokeAll", "invokeAny"),
                        any(call, TERMINATION, "awaitTermination", "close"));
            case "ForkJoinPool" ->
                first(
                        any(call, EXECUTOR, "invokeAll", "invokeAny", "invoke"),
                        any(call, TERMINATION, "awaitTermination", "close", "awaitQuiescence"));
            case "CompletionService", "ExecutorCompletionService" ->
                first(any(call, EXECUTOR, "take"), timed(call, EXECUTOR, "poll"));
            default -> null;
        };
    }

    private static @Nullable String ofCoordination(MethodInsnNode call, String type) {
        return switch (type) {
            case "TimeUnit" ->
                first(
                        any(call, SLEEP, "sleep"),
                        first(any(call, JOIN, "timedJoin"), any(call, CONDITION, "timedWait")));
            case "CountDownLatch" -> any(call, LATCH, "await");
            case "CyclicBarrier" -> any(call, BARRIER, "await");
            case "Phaser" -> any(call, BARRIER, "arriveAndAwaitAdvance", "awaitAdvance", "awaitAdvanceInterruptibly");
            case "Exchanger" -> any(call, BARRIER, "exchange");
            case "Semaphore" ->
                first(any(call, SEMAPHORE, "acquire", "acquireUninterruptibly"), timed(call, SEMAPHORE, "tryAcquire"));
            case "locks/Condition" -> any(call, CONDITION, "await", "awaitNanos", "awaitUntil", "awaitUninterruptibly");
            case "locks/Lock",
                    "locks/ReentrantLock",
                    "locks/ReentrantReadWriteLock$ReadLock",
                    "locks/ReentrantReadWriteLock$WriteLock" ->
                first(any(call, LOCK, "lock", "lockInterruptibly"), timed(call, LOCK, "tryLock"));
            case "locks/StampedLock" -> any(call, LOCK, "readLock", "writeLock");
            case "locks/LockSupport" -> any(call, PARK, "park", "parkNanos", "parkUntil");
            case "BlockingQueue",
                    "BlockingDeque",
                    "LinkedBlockingQueue",
                    "LinkedBlockingDeque",
                    "ArrayBlockingQueue",
                    "SynchronousQueue" -> first(ofProducers(call), ofConsumers(call));
            case "TransferQueue", "LinkedTransferQueue", "PriorityBlockingQueue", "DelayQueue" -> ofConsumers(call);
            default -> null;
        };
    }

    /** Those that have room for everything never block a producer. */
    private static @Nullable String ofProducers(MethodInsnNode call) {
        return first(
                any(call, QUEUE, "put", "putFirst", "putLast"),
                call.desc.startsWith(ELEMENT_TIMED) ? any(call, QUEUE, "offer") : null);
    }

    private static @Nullable String ofConsumers(MethodInsnNode call) {
        return first(any(call, QUEUE, "take", "takeFirst", "takeLast", "transfer"), timed(call, QUEUE, "poll"));
    }

    private static @Nullable String ofNetwork(MethodInsnNode call) {
        return switch (call.owner) {
            case "java/net/http/HttpClient" -> any(call, HTTP, "send");
            case "java/net/HttpURLConnection" -> any(call, HTTP, "connect", "getInputStream", "getResponseCode");
            case "java/net/URLConnection" -> any(call, HTTP, "connect", "getInputStream");
            case "java/net/URL" -> any(call, HTTP, "openStream", "getContent");
            case "java/net/Socket" -> any(call, SOCKET, "connect");
            case "java/net/ServerSocket" -> any(call, SOCKET, "accept");
            case "java/net/DatagramSocket" -> any(call, SOCKET, "receive");
            case CHANNELS + "SocketChannel" -> any(call, SOCKET, "connect", "read", "write");
            case CHANNELS + "ServerSocketChannel" -> any(call, SOCKET, "accept");
            case CHANNELS + "DatagramChannel" -> any(call, SOCKET, "receive", "read", "send", "write");
            case CHANNELS + "Selector" -> any(call, SOCKET, "select");
            case "reactor/core/publisher/Mono" -> any(call, MONO, "block", "blockOptional");
            case "reactor/core/publisher/Flux" -> any(call, FLUX, "blockFirst", "blockLast");
            case "okhttp3/Call", "retrofit2/Call" -> any(call, CALL, "execute");
            default -> null;
        };
    }

    private static @Nullable String ofFilesAndDatabases(MethodInsnNode call) {
        return switch (call.owner) {
            case "java/nio/file/Files" -> ofFiles(call);
            case "java/io/FileInputStream" ->
                any(call, FILE, "read", "readAllBytes", "readNBytes", "skip", "transferTo");
            case "java/io/FileOutputStream" -> any(call, FILE, "write");
            case "java/io/FileReader" -> any(call, FILE, "read");
            case "java/io/FileWriter" -> any(call, FILE, "write", "flush");
            case "java/io/RandomAccessFile" -> any(call, FILE, "read", "readFully", "readLine", "write", "writeBytes");
            case "java/io/Console" -> any(call, FILE, "readLine", "readPassword");
            case CHANNELS + "FileChannel" ->
                any(call, FILE, "read", "write", "force", "lock", "transferTo", "transferFrom");
            case "java/sql/DriverManager", "javax/sql/DataSource" -> any(call, JDBC, "getConnection");
            case "java/sql/Connection" -> any(call, JDBC, "commit", "rollback", "isValid");
            case "java/sql/Statement", "java/sql/PreparedStatement", "java/sql/CallableStatement" ->
                any(call, JDBC, "execute", "executeQuery", "executeUpdate", "executeLargeUpdate", "executeBatch");
            case "java/sql/ResultSet" -> any(call, JDBC, "next");
            default -> null;
        };
    }

    private static @Nullable String ofFiles(MethodInsnNode call) {
        return switch (call.name) {
            case "readAllBytes", "readString", "readAllLines", "lines", "write", "writeString" -> FILE;
            case "copy", "move", "delete", "deleteIfExists", "walk", "list", "find", "walkFileTree" -> FILE;
            case "newBufferedReader", "newBufferedWriter", "newInputStream", "newOutputStream" -> FILE;
            default -> null;
        };
    }

    private static @Nullable String any(MethodInsnNode call, String alternative, String... names) {
        for (var name : names) {
            if (call.name.equals(name)) {
                return alternative;
            }
        }
        return null;
    }

    /** Only with a timeout: without, the method gives up at once. */
    private static @Nullable String timed(MethodInsnNode call, String alternative, String name) {
        return call.desc.startsWith(TIMED) ? any(call, alternative, name) : null;
    }

    private static @Nullable String first(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
