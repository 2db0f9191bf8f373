package dev.weft.agent.transform.message;

/**
 * The catalogue of everything that the agent, {@code weave} and the build plugin tell a user with a number. Each number
 * stands here once, and nowhere else in the code; the texts are its {@link Wording}s.
 *
 * <p>{@code MessagePageTest} prints the catalogue in {@code agent/README.md}. A number that is retired is not used again:
 * 010 to 013 are.
 */
public enum Message {
    /** An await in code that nothing marks. */
    NOT_MARKED(
            "WEFT-001",
            Severity.ERROR,
            "Weft weaves methods that are marked @dev.weft.Async, and lambdas whose functional method can suspend. Anywhere"
                    + " else an await could only block its thread, so it throws instead."),
    /** An await in a lambda whose functional method returns something else. */
    LAMBDA(
            "WEFT-002",
            Severity.ERROR,
            "A lambda suspends by returning to its caller an object that is completed later, and its functional method must"
                    + " have such a return type."),
    /** A synchronized method. */
    SYNCHRONIZED_METHOD(
            "WEFT-003",
            Severity.ERROR,
            "A monitor belongs to a thread, not to a task: while this task is suspended, other tasks run on the same thread"
                    + " and would enter the monitor."),
    /** An await while a monitor is held. */
    SYNCHRONIZED_BLOCK(
            "WEFT-004",
            Severity.ERROR,
            "A monitor belongs to a thread, not to a task: while this task is suspended, other tasks run on the same thread"
                    + " and would enter the monitor."),
    /** An await in a constructor. */
    CONSTRUCTOR(
            "WEFT-005",
            Severity.ERROR,
            "A constructor and the initialisers of instance fields cannot return before the object is complete, so they"
                    + " cannot suspend."),
    /** An await in a static initialiser. */
    STATIC_INITIALISER(
            "WEFT-006",
            Severity.ERROR,
            "The JVM initialises a class on one thread and makes every other thread that uses the class wait."),
    /** A return type that does not let a method suspend. */
    RETURN_TYPE(
            "WEFT-007",
            Severity.ERROR,
            "A method suspends by returning to its caller an object that is completed later, and Weft must be able to create"
                    + " that object."),
    /** A native method. */
    NATIVE_METHOD("WEFT-008", Severity.ERROR, "Weft weaves bytecode, and a native method has none."),
    /** A reference {@code Weft::await}. */
    METHOD_REFERENCE(
            "WEFT-009",
            Severity.ERROR,
            "The method reference is woven as the lambda c -> await(c), so the rule for lambdas applies to it."),
    /** An emit outside a generator. */
    EMIT(
            "WEFT-014",
            Severity.ERROR,
            "An async generator is a method that is marked @Async, or a lambda, that returns AsyncIterator. Only there does"
                    + " a value go to somebody: to the code that advances the iterator."),
    /** A coroutine that is thrown away. */
    DROPPED_COROUTINE(
            "WEFT-015",
            Severity.WARNING,
            "A call of an @Async method that returns a Coroutine only creates the coroutine. Its body runs once something"
                    + " awaits it or starts it as a task."),
    /** A call in a woven body that blocks its thread. */
    BLOCKING_CALL(
            "WEFT-016",
            Severity.WARNING,
            "Tasks of one event loop share its thread. A call that is meant to block belongs in a method that is not marked"
                    + " @Async, or in toThread. The option blocking= refuses such methods, rewrites some of the calls, or"
                    + " switches the warning off, for classes by name if need be."),
    /** An abstract method. */
    ABSTRACT_METHOD(
            "WEFT-017",
            Severity.WARNING,
            "Weft weaves bodies, and an implementation does not inherit the annotation of the method that it overrides."),
    /** A test method that JUnit passes over. */
    TEST_NOT_RUN(
            "WEFT-018",
            Severity.ERROR,
            "JUnit does not run test methods that return something or are private, static or abstract. Some versions of it"
                    + " do not even say so. So the agent adds a test to the class that fails with this message."),
    /** An emit of a value of another type than the generator has. */
    EMITTED_TYPE(
            "WEFT-019",
            Severity.ERROR,
            "emit takes any object, because javac does not know to which generator a call of it belongs. So the weaver"
                    + " compares the types that it can see."),
    /** A method that no longer fits. */
    METHOD_TOO_LARGE(
            "WEFT-020",
            Severity.ERROR,
            "Weaving adds a second body and the code that saves and restores local variables at each await."),
    /** A class that no longer fits. */
    CLASS_TOO_LARGE("WEFT-021", Severity.ERROR, "Weaving adds methods, and their names and types are constants."),
    /** A method that works and is interpreted. */
    NEVER_COMPILED(
            "WEFT-022", Severity.WARNING, "HotSpot compiles larger methods only with -XX:-DontCompileHugeMethods."),
    /** A class file of a version to come. */
    NEWER_CLASS_FILE(
            "WEFT-030",
            Severity.WARNING,
            "A new JDK seldom changes the class file format in a way that matters here, so the agent tries; it says so once"
                    + " for each version."),
    /** A class file that cannot be read. */
    UNREADABLE_CLASS_FILE("WEFT-031", Severity.ERROR, "The file mentions Weft, but it is damaged or is no class file."),
    /** Constants of a version to come. */
    UNKNOWN_CONSTANTS(
            "WEFT-032",
            Severity.ERROR,
            "The JVM may know a class file format that this version of the agent does not."),
    /** A dump that failed. */
    DUMP_FAILED("WEFT-033", Severity.WARNING, "The class is woven and works; only the dump of it is missing."),
    /** A frame class that the loader refuses. */
    FRAME_NOT_DEFINED(
            "WEFT-034",
            Severity.ERROR,
            "Each woven method has a frame class, which extends a class of the runtime and is defined in the class loader of"
                    + " the woven class."),
    /** A hot swap that does not fit. */
    REDEFINED(
            "WEFT-035",
            Severity.ERROR,
            "Calls that are suspended in the old code are resumed in the new code, at the same await with the same local"
                    + " variables. The JVM keeps the old class."),
    /** A class woven by another version. */
    OTHER_VERSION(
            "WEFT-036",
            Severity.ERROR,
            "Woven code calls members of the runtime that may differ from version to version. The class is left as it is."),
    /** A class that was there before the agent. */
    LOADED_TOO_EARLY(
            "WEFT-037", Severity.ERROR, "The JVM does not let a loaded class get the methods that weaving adds."),
    /** JaCoCo after weaving. */
    COVERAGE_AGENT(
            "WEFT-038",
            Severity.WARNING,
            "In a woven class the code of a method is in synthetic ones, which JaCoCo does not report."),
    /** A {@code CompletableFuture} with other members. */
    OTHER_FUTURE(
            "WEFT-039",
            Severity.WARNING,
            "The agent adds a class next to CompletableFuture that uses its internals; without that class Weft calls"
                    + " CompletableFuture.whenComplete."),
    /** A class under test that the build has woven. */
    NO_PROBES(
            "WEFT-040",
            Severity.WARNING,
            "Probes are put into a class before it is woven; into woven code they cannot be put any more."),
    /** A failure of the weaver. */
    WEAVER_FAILED("WEFT-090", Severity.ERROR, "The method throws when it is called; the rest of the program works."),
    /** Invalid output of the weaver. */
    INVALID_OUTPUT("WEFT-091", Severity.ERROR, "The method throws when it is called; the rest of the program works.");

    private final String code; // constant after construction
    private final Severity severity; // constant after construction
    private final String explanation; // constant after construction

    Message(String code, Severity severity, String explanation) {
        this.code = code;
        this.severity = severity;
        this.explanation = explanation;
    }

    /** Consequence of what a message reports. */
    public enum Severity {
        /** The code concerned throws when it is reached, or a class stays as it was; a build fails. */
        ERROR,
        /** The code concerned works. */
        WARNING
    }

    /**
     * Returns the number that users search for.
     *
     * @return the number, such as {@code WEFT-004}
     */
    public String code() {
        return code;
    }

    /**
     * Returns how bad it is.
     *
     * @return whether the code concerned works all the same
     */
    public Severity severity() {
        return severity;
    }

    /**
     * Explains why there is such a message, for the page of all messages.
     *
     * @return a sentence or two
     */
    public String explanation() {
        return explanation;
    }
}
