package dev.weft.examples;

import java.util.List;

/**
 * An example that {@link Main} can run.
 *
 * @param name the name of its class, by which users select it
 * @param teaches the one thing that it shows
 * @param program the program, which runs to its end
 */
record Lesson(String name, String teaches, Runnable program) {

    /** The lessons of the tutorial, in order. */
    static final List<Lesson> TUTORIAL = List.of(
            lesson(
                    CoroutineObject.class,
                    "calling an @Async method only makes a coroutine object",
                    CoroutineObject::main),
            lesson(RunCoroutine.class, "run makes an event loop and runs a coroutine on it", RunCoroutine::main),
            lesson(AwaitSleep.class, "sleep gives up the thread, once it is awaited", AwaitSleep::main),
            lesson(AwaitInSequence.class, "an awaited coroutine runs to its end first", AwaitInSequence::main),
            lesson(CreateTask.class, "a task starts when its creator pauses or ends", CreateTask::main),
            lesson(AwaitTask.class, "awaiting a task waits until it is done", AwaitTask::main),
            lesson(SleepInMain.class, "while main sleeps, the task runs", SleepInMain::main),
            lesson(SleepRace.class, "a sleep of 0.5 s beats one of 10 s", SleepRace::main),
            lesson(FutureNotAwaited.class, "who awaits no task gets no value", FutureNotAwaited::main),
            lesson(FutureValue.class, "awaiting a task gives its value", FutureValue::main));

    /** Examples beyond the tutorial. */
    static final List<Lesson> MORE = List.of(
            lesson(Countdown.class, "a generator makes each value when it is asked for", Countdown::main),
            lesson(IterateOver.class, "iterables, futures and publishers are iterated over as well", IterateOver::main),
            lesson(GroupTrip.class, "tasks of a group succeed or end together", GroupTrip::main),
            lesson(LockAccount.class, "a lock keeps a decision valid across an await", LockAccount::main),
            lesson(EventStart.class, "an event releases all that wait for it", EventStart::main),
            lesson(ConditionStock.class, "a condition waits until the state is right", ConditionStock::main),
            lesson(SemaphoreSeats.class, "a semaphore limits how many go on at once", SemaphoreSeats::main),
            lesson(LimiterUsers.class, "a capacity limiter knows its borrowers", LimiterUsers::main),
            lesson(BarrierHike.class, "a barrier opens when all have arrived", BarrierHike::main),
            lesson(QueueWorkers.class, "workers share the jobs of a queue", QueueWorkers::main),
            lesson(QueueOrders.class, "queues differ in their order, and end in two ways", QueueOrders::main),
            lesson(ChannelSelect.class, "select waits for the first of several channels", ChannelSelect::main),
            lesson(WatchAndBroadcast.class, "the latest value, or every value, for all", WatchAndBroadcast::main),
            lesson(LogFields.class, "a thread-local of another library becomes one of a task", LogFields::main),
            lesson(StageDeadline.class, "a method that returns a future sleeps, off any loop", StageDeadline::main),
            lesson(OneTrace.class, "an exception has one stack trace, across awaits and tasks", OneTrace::main),
            lesson(Standstill.class, "a loop that can never go on says who waits for whom", Standstill::main),
            lesson(
                    FlightRecording.class,
                    "a recording of the JDK's Flight Recorder has the tasks",
                    FlightRecording::main),
            lesson(NothingLost.class, "nothing is lost silently", NothingLost::main),
            lesson(BlockingCalls.class, "calls that block are found, refused or rewritten", BlockingCalls::main),
            lesson(OrderExplored.class, "an explorer finds the order that fails, and repeats it", OrderExplored::main),
            lesson(
                    CancelledEverywhere.class,
                    "a cancel at each await shows what does not come back",
                    CancelledEverywhere::main),
            lesson(StreamsInPieces.class, "bytes come in pieces, late, or not at all", StreamsInPieces::main),
            lesson(CompilerFindings.class, "the compiler finds mistakes", CompilerFindings::main),
            lesson(EchoServer.class, "a server runs a task for each connection", EchoServer::main),
            lesson(ProcessPipes.class, "the pipes of a child process are streams", ProcessPipes::main),
            lesson(LoopsByKey.class, "the loop of a key owns what belongs to it", LoopsByKey::main),
            lesson(StartTls.class, "a connection goes on under TLS", StartTls::main),
            lesson(HttpFanOut.class, "200 concurrent requests on one loop thread", HttpFanOut::main));

    private static Lesson lesson(Class<?> type, String teaches, Program program) {
        return new Lesson(type.getSimpleName(), teaches, () -> program.main(new String[0]));
    }

    /** The main method of an example. */
    private interface Program {
        void main(String[] args);
    }
}
