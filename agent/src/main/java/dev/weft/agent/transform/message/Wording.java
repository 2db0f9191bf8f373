package dev.weft.agent.transform.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of the {@link Message}s: what is wrong and what to do about it. A message has several where the same rule is
 * broken in several ways.
 *
 * <p>A text takes parameters, which stand in it as <code>{name}</code>. They are given in the order in which their names
 * first occur in the problem and then in the remedy. {@code CatalogueTest} checks the number of parameters of every caller.
 */
public enum Wording {
    NOT_MARKED(Message.NOT_MARKED, Words.NOT_MARKED + ". " + Words.NOT_WOVEN, "Mark the method @Async."),
    NOT_MARKED_PLAIN_RESULT(
            Message.NOT_MARKED,
            Words.NOT_MARKED + ". " + Words.NOT_WOVEN,
            "Mark the method @Async and " + Words.RETURN_COROUTINE),
    OTHER_ASYNC(Message.NOT_MARKED, Words.OTHER_ASYNC, "Mark the method @dev.weft.Async."),
    OTHER_ASYNC_PLAIN_RESULT(
            Message.NOT_MARKED, Words.OTHER_ASYNC, "Mark the method @dev.weft.Async and " + Words.RETURN_COROUTINE),
    NOT_MARKED_TEST(
            Message.NOT_MARKED, Words.PLAIN_TEST + Words.NOT_WOVEN, "Mark the method @WeftTest in place of @Test."),
    NOT_MARKED_REPEATED_TEST(
            Message.NOT_MARKED,
            Words.PLAIN_TEST + Words.NOT_WOVEN,
            "Mark the method @WeftTest as well: each of its runs is then on a loop."),
    LAMBDA(
            Message.LAMBDA,
            "await in a lambda that cannot suspend: its functional method returns {type}. " + Words.SUPPORTED,
            "Use a functional interface with such a method, for example AsyncCallable, or move the await out of the"
                    + " lambda."),
    AWAIT_IN_SYNCHRONIZED_METHOD(
            Message.SYNCHRONIZED_METHOD,
            "await inside a synchronized method. " + Words.MONITOR,
            "Remove synchronized. " + Words.NO_MONITOR_NEEDED + " use a synchronized block that does not await."),
    ASYNC_SYNCHRONIZED_METHOD(
            Message.SYNCHRONIZED_METHOD,
            "@Async on a synchronized method. Its body may run after the call that holds the monitor has returned.",
            "Remove synchronized. " + Words.NO_MONITOR_NEEDED + " use a synchronized block that does not await."),
    SYNCHRONIZED_BLOCK(
            Message.SYNCHRONIZED_BLOCK,
            "await inside a synchronized block. " + Words.MONITOR,
            "Move the await out of the block, or remove the block. " + Words.NO_MONITOR_NEEDED
                    + " keep the block short and await outside it."),
    CONSTRUCTOR(
            Message.CONSTRUCTOR,
            "await in a constructor. An object cannot be suspended while it is under construction.",
            "Await in an @Async factory method and pass the value to the constructor."),
    STATIC_INITIALISER(
            Message.STATIC_INITIALISER,
            "await in a static initialiser. Every thread that uses the class would be blocked while it is suspended.",
            "Move the await into an @Async method and call that method after the class has been initialised."),
    RETURN_TYPE(
            Message.RETURN_TYPE,
            "an @Async method that returns {type} cannot suspend. " + Words.SUPPORTED,
            "Return {coroutine}."),
    STAGE_NOT_CREATED(
            Message.RETURN_TYPE,
            "an @Async method that returns {type} has to create one, but {reason}.",
            "Return {stage}."),
    RETURN_TYPE_NOT_FOUND(
            Message.RETURN_TYPE,
            "the class file of {type}, which this @Async method returns, cannot be read, so Weft does not know whether the"
                    + " method can suspend.",
            "Add {type} to the class path (with weave: --class-path), or return Coroutine or CompletableFuture."),
    NATIVE_METHOD(
            Message.NATIVE_METHOD,
            "@Async on a native method. It has no body that could suspend.",
            "Remove @Async and call the method from an @Async method, through Weft.toThread if it blocks."),
    METHOD_REFERENCE(
            Message.METHOD_REFERENCE,
            "the method reference Weft::await cannot suspend: its functional method returns {type}. " + Words.SUPPORTED,
            "Await in the body of an @Async method, or use a functional interface with such a method."),
    EMIT(
            Message.EMIT,
            "emit outside an async generator. " + Words.NO_RECEIVER,
            "Emit in an @Async method that returns AsyncIterator, or pass the value to a callback."),
    EMIT_NOT_MARKED(
            Message.EMIT, "emit in a method that is not marked @Async. " + Words.NOT_WOVEN, "Mark the method @Async."),
    EMIT_OTHER_ASYNC(
            Message.EMIT,
            "emit in a method that is not marked @dev.weft.Async: " + Words.DIFFERENT,
            "Mark the method @dev.weft.Async."),
    EMIT_IN_LAMBDA(
            Message.EMIT,
            "emit in a lambda whose functional method returns {type}. " + Words.NO_RECEIVER,
            "Emit in the method around the lambda, for example in a loop, or pass the value to a callback."),
    EMIT_IN_SYNCHRONIZED_METHOD(
            Message.SYNCHRONIZED_METHOD,
            "emit inside a synchronized method. " + Words.MONITOR,
            "Remove synchronized. " + Words.NO_MONITOR_NEEDED + " use a synchronized block that does not emit."),
    EMIT_IN_SYNCHRONIZED_BLOCK(
            Message.SYNCHRONIZED_BLOCK,
            "emit inside a synchronized block. " + Words.MONITOR,
            "Move the emit out of the block, or remove the block. " + Words.NO_MONITOR_NEEDED
                    + " keep the block short and emit outside it."),
    EMITTED_TYPE(
            Message.EMITTED_TYPE,
            "emit of a value of type {value} in a generator that returns {returned}. The code that takes the value would fail"
                    + " with a ClassCastException.",
            "Emit values of type {type}, or return AsyncIterator<{value}>."),
    DROPPED_COROUTINE(
            Message.DROPPED_COROUTINE,
            "the coroutine that {method} returns is dropped. Nothing can await it any more, so its body never runs.",
            "Await it, run it concurrently with createTask, or, where no event loop runs yet, pass it to Weft.run."),
    BLOCKING_CALL(
            Message.BLOCKING_CALL,
            "a call of {call}, which blocks the thread of the event loop: none of its other tasks can run meanwhile.",
            "Use {alternative}."),
    BLOCKING_CALL_IN_STAGE(
            Message.BLOCKING_CALL,
            "a call of {call}, which blocks the caller: a method that returns a stage runs on the thread of its caller until it"
                    + " suspends.",
            "Use {alternative}."),
    ABSTRACT_METHOD(
            Message.ABSTRACT_METHOD,
            "@Async on an abstract method has no effect.",
            "Remove @Async here, and mark the implementations that await."),
    TEST_RESULT(
            Message.TEST_NOT_RUN,
            "@WeftTest on a method that returns {type}. JUnit would not run it.",
            "Return void: the body of a @WeftTest may await all the same."),
    TEST_MODIFIER(
            Message.TEST_NOT_RUN, "@WeftTest on a {modifier} method. JUnit would not run it.", "Remove {modifier}."),
    ABSTRACT_TEST(
            Message.TEST_NOT_RUN,
            "@WeftTest on an abstract method. JUnit would not run it.",
            "Mark the methods that implement it: they do not inherit the annotation."),
    METHOD_TOO_LARGE(
            Message.METHOD_TOO_LARGE,
            "the woven method would have {size} bytes of bytecode, and the JVM allows 65,535.",
            "Split the method."),
    CLASS_TOO_LARGE(
            Message.CLASS_TOO_LARGE,
            "the woven class would have more than the 65,535 constants that a class file can hold.",
            "Split the class."),
    NEVER_COMPILED(
            Message.NEVER_COMPILED,
            "the woven method has {size} bytes of bytecode, {excess} more than the 8,000 up to which HotSpot compiles a"
                    + " method. It works, but it is always interpreted.",
            "Split the method if its speed matters."),
    NEWER_CLASS_FILE(
            Message.NEWER_CLASS_FILE,
            "class file version {version} is newer than {newest}, the newest that this agent knows. The class is woven as if"
                    + " its version were {newest}.",
            Words.NEWER_AGENT),
    UNREADABLE_WHEN_LOADED(
            Message.UNREADABLE_CLASS_FILE,
            "the class file cannot be read, so the class is not woven: {cause}. If the JVM loads it all the same, its awaits"
                    + " throw.",
            "Recompile the class."),
    UNREADABLE_IN_BUILD(
            Message.UNREADABLE_CLASS_FILE,
            "the class file cannot be read: {cause}.",
            "Recompile the class, or remove its file."),
    UNKNOWN_CONSTANTS(
            Message.UNKNOWN_CONSTANTS,
            "class file version {version} has constants that this agent does not know, so the class is not woven and its"
                    + " awaits throw.",
            Words.NEWER_AGENT),
    DUMP_FAILED(
            Message.DUMP_FAILED,
            "the option dump= could not write this class: {cause}.",
            "Check that its directory can be written to and that there is space left."),
    FRAME_NOT_DEFINED(
            Message.FRAME_NOT_DEFINED,
            "the frame class of this method, which holds its state while it is suspended, cannot be defined: {cause}.",
            "Make weft-runtime.jar, in the version of the agent, visible to the class loader of this class."),
    REDEFINED(
            Message.REDEFINED,
            "the class cannot be redefined while the JVM runs: what its methods await, keep in local variables across an"
                    + " await, or return has changed ({frame}), so calls suspended in the old code could not be resumed in the"
                    + " new.",
            "Restart the program, or keep the awaits, the local variables in use across them and the result types as they"
                    + " are."),
    OTHER_VERSION(
            Message.OTHER_VERSION,
            "the class was woven by another version of Weft: it was woven for version {version} of the runtime's binary"
                    + " interface, and this agent has version {own}.",
            "Recompile it and weave it with the version of Weft that it runs with."),
    LOADED_TOO_EARLY(
            Message.LOADED_TOO_EARLY,
            "the class was loaded before the agent was installed, so it is not woven and its awaits throw.",
            "Install the agent before the class is used, for example in a main class that does not await, or start the JVM"
                    + " with -javaagent:weft-agent.jar."),
    COVERAGE_AGENT(
            Message.COVERAGE_AGENT,
            "JaCoCo's agent is here, but the class was woven when it was built. JaCoCo's report leaves out the bodies of its"
                    + " woven methods.",
            "Weave after the tests, and run them with weft-agent, or instrument the classes with JaCoCo before they are"
                    + " woven."),
    NO_PROBES(
            Message.NO_PROBES,
            "test= asks for probes in this class, but it was woven when it was built, as other classes may be, and has none."
                    + " Races, faults, blocking calls and the time of its code are not seen.",
            "Weave after the tests, and run them with weft-agent."),
    OTHER_FUTURE(
            Message.OTHER_FUTURE,
            "this JDK's CompletableFuture has internals that this agent does not know ({cause}). Awaiting a pending one"
                    + " works, but takes about half as long again.",
            Words.NEWER_AGENT),
    WEAVER_FAILED(Message.WEAVER_FAILED, "the weaver failed: {cause}.", Words.REPORT_IT),
    INVALID_OUTPUT(Message.INVALID_OUTPUT, "the woven code of {place} is invalid: {flaw}.", Words.REPORT_IT);

    private final Message message; // constant after construction
    private final String problem; // constant after construction
    private final String remedy; // constant after construction

    Wording(Message message, String problem, String remedy) {
        this.message = message;
        this.problem = problem;
        this.remedy = remedy;
    }

    /**
     * Returns the message that this is a text of.
     *
     * @return its entry in the catalogue
     */
    public Message message() {
        return message;
    }

    /**
     * Returns what is wrong, with the names of parameters in braces.
     *
     * @return the text, in sentences
     */
    public String problem() {
        return problem;
    }

    /**
     * Returns what to do about it, with the names of parameters in braces.
     *
     * @return the text, in sentences
     */
    public String remedy() {
        return remedy;
    }

    /**
     * Returns the names of the parameters, in the order in which they are given.
     *
     * @return the names without braces
     */
    public List<String> parameters() {
        var names = new ArrayList<String>();
        Template.addNames(problem, names);
        Template.addNames(remedy, names);
        return List.copyOf(names);
    }

    /**
     * Builds the message for a place in a program.
     *
     * @param owner the internal name of the class
     * @param method the name of the method
     * @param sourceFile the source file, or null when the class does not say
     * @param line the line, or 0 when the class does not say
     * @param values the values of the parameters
     * @return the message
     * @throws IllegalArgumentException if there are too few or too many values, or an empty one
     */
    public Diagnostic at(String owner, String method, @Nullable String sourceFile, int line, String... values) {
        var names = parameters();
        return new Diagnostic(
                message,
                owner,
                method,
                sourceFile,
                line,
                Template.filled(problem, names, values),
                Template.filled(remedy, names, values));
    }

    /**
     * Builds the message for a class as a whole.
     *
     * @param owner the internal name of the class
     * @param values the values of the parameters
     * @return the message
     */
    public Diagnostic ofClass(String owner, String... values) {
        return at(owner, "", null, 0, values);
    }

    /**
     * Builds the message for a JVM in which something is amiss, whatever it runs.
     *
     * @param values the values of the parameters
     * @return the message
     */
    public Diagnostic ofAgent(String... values) {
        return ofClass("weft-agent", values);
    }

    /** Sentences that several texts share. */
    private static final class Words {
        static final String NOT_MARKED = "await in a method that is not marked @Async";
        static final String DIFFERENT =
                "@{annotation} is a different annotation. The method is not woven, so it cannot suspend.";
        static final String PLAIN_TEST = "await in a test method that runs on no event loop. ";
        static final String OTHER_ASYNC = "await in a method that is not marked @dev.weft.Async: " + DIFFERENT;
        static final String NOT_WOVEN = "It is not woven, so it cannot suspend.";
        static final String RETURN_COROUTINE =
                "return {coroutine}, or, where no event loop runs yet, start the work with Weft.run.";
        static final String SUPPORTED =
                "It would have to return Coroutine, AsyncIterator, CompletionStage, CompletableFuture or a subclass of"
                        + " CompletableFuture that has a public no-argument constructor.";
        static final String NO_RECEIVER = "Nothing receives the value.";
        static final String MONITOR = "The monitor would be held while suspended.";
        static final String NO_MONITOR_NEEDED =
                "State that only tasks of one event loop use needs no monitor: no other task runs between two awaits. For"
                        + " state shared with other threads,";
        static final String NEWER_AGENT = "Use a newer weft-agent if there is one.";
        static final String REPORT_IT =
                "This is a bug in Weft, not in the program: report it with the files that dump=DIR writes for this class.";

        private Words() {}
    }
}
