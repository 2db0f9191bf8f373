package dev.weft.agent.transform.code;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The table of the methods that block, with what to use in their place: what the agent reports in woven bodies, and what
 * test mode refuses on the thread of a loop.
 */
public final class BlockingCalls {
    private static final String CONCURRENT = "java/util/concurrent/";
    private static final String LOCKS = "java/util/concurrent/locks/";
    private static final String TIMED = "(J"; // behind a name: only with a timeout in front
    private static final String ELEMENT_TIMED = "(Ljava/lang/Object;J"; // only with an element and a timeout

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
    private static final String PROCESS = "await(process.onExit())";
    private static final String HTTP = "await(client.sendAsync(request, handler))";
    private static final String SOCKET = "dev.weft.net.Streams, or await(toThread(...))";
    private static final String FILE = "await(toThread(...)) to read and write files";
    private static final String JDBC = "await(toThread(...)) for what calls the database";
    private static final String MONO = "await(mono.toFuture())";
    private static final String FLUX = "await(flux.next().toFuture()), or a generator of its values";
    private static final String CALL = "await(toThread(...)), or a CompletableFuture that its callback completes";
    private static final String PARK = "a Future: await it, and complete it where the thread would be unparked";

    private final Map<String, Map<String, BlockingCall>> byOwner = new HashMap<>();

    private static final BlockingCalls TABLE = new BlockingCalls();

    private BlockingCalls() {
        addThreads();
        addFutures();
        addCoordination();
        addSockets();
        addFiles();
        addDatabases();
        addLibraries();
    }

    /**
     * Returns the entry of the method that an instruction calls.
     *
     * @param call the call
     * @return its entry, or null if it is not known to block
     */
    public static @Nullable BlockingCall of(MethodInsnNode call) {
        var methods = TABLE.byOwner.get(call.owner);
        if (methods == null) {
            return null;
        }
        var any = methods.get(call.name);
        if (any != null) {
            return any;
        }
        for (var form : new String[] {TIMED, ELEMENT_TIMED}) {
            if (call.desc.startsWith(form)) {
                return methods.get(call.name + form);
            }
        }
        return null;
    }

    private void addThreads() {
        add(SLEEP, "java/lang/Thread", "sleep");
        add(SLEEP, CONCURRENT + "TimeUnit", "sleep");
        add(JOIN, "java/lang/Thread", "join");
        add(JOIN, CONCURRENT + "TimeUnit", "timedJoin");
        add(CONDITION, "java/lang/Object", "wait");
        add(CONDITION, CONCURRENT + "TimeUnit", "timedWait");
        add(PARK, LOCKS + "LockSupport", "park", "parkNanos", "parkUntil");
        add(PROCESS, "java/lang/Process", "waitFor");
    }

    private void addFutures() {
        addAsking(FUTURE, CONCURRENT + "CompletableFuture", "get", "join");
        for (var type : new String[] {"Future", "FutureTask", "ForkJoinTask", "ScheduledFuture", "RunnableFuture"}) {
            addAsking(PLAIN_FUTURE, CONCURRENT + type, "get");
        }
        addAsking(PLAIN_FUTURE, CONCURRENT + "ForkJoinTask", "join");
        for (var type :
                new String[] {"ExecutorService", "ScheduledExecutorService", "ThreadPoolExecutor", "ForkJoinPool"}) {
            add(EXECUTOR, CONCURRENT + type, "invokeAll", "invokeAny", "awaitTermination", "close");
        }
        add(EXECUTOR, CONCURRENT + "ForkJoinPool", "invoke", "awaitQuiescence");
        add(EXECUTOR, CONCURRENT + "ForkJoinTask", "invoke");
        add(EXECUTOR, CONCURRENT + "CompletionService", "take", "poll" + TIMED);
        add(EXECUTOR, CONCURRENT + "ExecutorCompletionService", "take", "poll" + TIMED);
    }

    private void addCoordination() {
        add(LATCH, CONCURRENT + "CountDownLatch", "await");
        add(BARRIER, CONCURRENT + "CyclicBarrier", "await");
        add(BARRIER, CONCURRENT + "Phaser", "arriveAndAwaitAdvance", "awaitAdvance", "awaitAdvanceInterruptibly");
        add(BARRIER, CONCURRENT + "Exchanger", "exchange");
        add(SEMAPHORE, CONCURRENT + "Semaphore", "acquire", "acquireUninterruptibly", "tryAcquire" + TIMED);
        add(CONDITION, LOCKS + "Condition", "await", "awaitNanos", "awaitUntil", "awaitUninterruptibly");
        for (var type : new String[] {
            "Lock", "ReentrantLock", "ReentrantReadWriteLock$ReadLock", "ReentrantReadWriteLock$WriteLock"
        }) {
            add(LOCK, LOCKS + type, "lock", "lockInterruptibly", "tryLock" + TIMED);
        }
        add(LOCK, LOCKS + "StampedLock", "readLock", "writeLock");
        for (var type : new String[] {
            "BlockingQueue", "BlockingDeque", "TransferQueue", "LinkedBlockingQueue", "LinkedBlockingDeque",
            "ArrayBlockingQueue", "PriorityBlockingQueue", "DelayQueue", "SynchronousQueue", "LinkedTransferQueue"
        }) {
            add(QUEUE, CONCURRENT + type, "take", "takeFirst", "takeLast", "transfer");
            add(QUEUE, CONCURRENT + type, "poll" + TIMED);
        }
        for (var type : new String[] {
            "BlockingQueue",
            "BlockingDeque",
            "LinkedBlockingQueue",
            "LinkedBlockingDeque",
            "ArrayBlockingQueue",
            "SynchronousQueue"
        }) { // the others have room for everything
            add(QUEUE, CONCURRENT + type, "put", "putFirst", "putLast", "offer" + ELEMENT_TIMED);
        }
    }

    private void addSockets() {
        add(HTTP, "java/net/http/HttpClient", "send");
        add(HTTP, "java/net/HttpURLConnection", "connect", "getInputStream", "getResponseCode");
        add(HTTP, "java/net/URLConnection", "connect", "getInputStream");
        add(HTTP, "java/net/URL", "openStream", "getContent");
        add(SOCKET, "java/net/Socket", "connect");
        add(SOCKET, "java/net/ServerSocket", "accept");
        add(SOCKET, "java/net/DatagramSocket", "receive");
        addAsking(SOCKET, "java/nio/channels/SocketChannel", "connect", "read", "write");
        addAsking(SOCKET, "java/nio/channels/ServerSocketChannel", "accept");
        addAsking(SOCKET, "java/nio/channels/DatagramChannel", "receive", "read", "send", "write");
        add(SOCKET, "java/nio/channels/Selector", "select");
    }

    private void addFiles() {
        add(FILE, "java/nio/file/Files", "readAllBytes", "readString", "readAllLines", "lines", "write", "writeString");
        add(
                FILE,
                "java/nio/file/Files",
                "copy",
                "move",
                "delete",
                "deleteIfExists",
                "walk",
                "list",
                "find",
                "walkFileTree");
        add(FILE, "java/nio/file/Files", "newBufferedReader", "newBufferedWriter", "newInputStream", "newOutputStream");
        add(FILE, "java/io/FileInputStream", "read", "readAllBytes", "readNBytes", "skip", "transferTo");
        add(FILE, "java/io/FileOutputStream", "write");
        add(FILE, "java/io/FileReader", "read");
        add(FILE, "java/io/FileWriter", "write", "flush");
        add(FILE, "java/io/RandomAccessFile", "read", "readFully", "readLine", "write", "writeBytes");
        add(FILE, "java/nio/channels/FileChannel", "read", "write", "force", "lock", "transferTo", "transferFrom");
        add(FILE, "java/io/Console", "readLine", "readPassword");
    }

    private void addDatabases() {
        add(JDBC, "java/sql/DriverManager", "getConnection");
        add(JDBC, "javax/sql/DataSource", "getConnection");
        add(JDBC, "java/sql/Connection", "commit", "rollback", "isValid");
        for (var type : new String[] {"Statement", "PreparedStatement", "CallableStatement"}) {
            add(
                    JDBC,
                    "java/sql/" + type,
                    "execute",
                    "executeQuery",
                    "executeUpdate",
                    "executeLargeUpdate",
                    "executeBatch");
        }
        add(JDBC, "java/sql/ResultSet", "next");
    }

    private void addLibraries() {
        add(MONO, "reactor/core/publisher/Mono", "block", "blockOptional");
        add(FLUX, "reactor/core/publisher/Flux", "blockFirst", "blockLast");
        add(CALL, "okhttp3/Call", "execute");
        add(CALL, "retrofit2/Call", "execute");
    }

    private void add(String remedy, String owner, String... methods) {
        add(remedy, false, owner, methods);
    }

    /** Adds methods that do not block if the object on which they are called says so. */
    private void addAsking(String remedy, String owner, String... methods) {
        add(remedy, true, owner, methods);
    }

    private void add(String remedy, boolean receiverTells, String owner, String... methods) {
        var type = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
        for (var method : methods) {
            int form = method.indexOf('(');
            var name = type + "." + (form < 0 ? method : method.substring(0, form));
            byOwner.computeIfAbsent(owner, unknown -> new HashMap<>())
                    .put(method, new BlockingCall(name, remedy, receiverTells));
        }
    }
}
