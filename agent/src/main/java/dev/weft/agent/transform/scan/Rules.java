package dev.weft.agent.transform.scan;

import dev.weft.agent.transform.code.BlockingCall;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Wording;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The rules for code that awaits, one method for each: the message that tells of a break of it. */
final class Rules {
    private Rules() {}

    /** The foreign annotation is one that is named Async too; null if there is none. */
    static Diagnostic notMarked(Place place, @Nullable String foreignAsync) {
        return foreignAsync == null
                ? place.diagnostic(Wording.NOT_MARKED)
                : place.diagnostic(Wording.OTHER_ASYNC, foreignAsync);
    }

    /** The same where the return type does not let the method suspend either. */
    static Diagnostic notMarkedPlainResult(Place place, @Nullable String foreignAsync, String coroutine) {
        return foreignAsync == null
                ? place.diagnostic(Wording.NOT_MARKED_PLAIN_RESULT, coroutine)
                : place.diagnostic(Wording.OTHER_ASYNC_PLAIN_RESULT, foreignAsync, coroutine);
    }

    /** The same in a test, which JUnit runs once or, as with parameters, several times. */
    static Diagnostic notMarkedTest(Place place, boolean isRepeated) {
        return isRepeated
                ? place.diagnostic(Wording.NOT_MARKED_REPEATED_TEST)
                : place.diagnostic(Wording.NOT_MARKED_TEST);
    }

    static Diagnostic lambda(Place place, String functionalDescriptor) {
        return place.diagnostic(Wording.LAMBDA, returned(functionalDescriptor));
    }

    static Diagnostic synchronizedMethod(Place place, boolean awaits) {
        return awaits
                ? place.diagnostic(Wording.AWAIT_IN_SYNCHRONIZED_METHOD)
                : place.diagnostic(Wording.ASYNC_SYNCHRONIZED_METHOD);
    }

    static Diagnostic synchronizedBlock(Place place) {
        return place.diagnostic(Wording.SYNCHRONIZED_BLOCK);
    }

    static Diagnostic constructor(Place place) {
        return place.diagnostic(Wording.CONSTRUCTOR);
    }

    static Diagnostic staticInitialiser(Place place) {
        return place.diagnostic(Wording.STATIC_INITIALISER);
    }

    static Diagnostic returnType(Place place, String returned, String coroutine) {
        return place.diagnostic(Wording.RETURN_TYPE, returned, coroutine);
    }

    static Diagnostic stageNotCreated(Place place, String returned, String reason, String stage) {
        return place.diagnostic(Wording.STAGE_NOT_CREATED, returned, reason, stage);
    }

    static Diagnostic returnTypeNotFound(Place place, String returned) {
        return place.diagnostic(Wording.RETURN_TYPE_NOT_FOUND, returned);
    }

    static Diagnostic testResult(Place place, String returned) {
        return place.diagnostic(Wording.TEST_RESULT, returned);
    }

    static Diagnostic testModifier(Place place, String modifier) {
        return place.diagnostic(Wording.TEST_MODIFIER, modifier);
    }

    static Diagnostic abstractTest(Place place) {
        return place.diagnostic(Wording.ABSTRACT_TEST);
    }

    static Diagnostic nativeMethod(Place place) {
        return place.diagnostic(Wording.NATIVE_METHOD);
    }

    static Diagnostic methodReference(Place place, String functionalDescriptor) {
        return place.diagnostic(Wording.METHOD_REFERENCE, returned(functionalDescriptor));
    }

    static Diagnostic emitOutsideGenerator(Place place) {
        return place.diagnostic(Wording.EMIT);
    }

    static Diagnostic emitNotMarked(Place place, @Nullable String foreignAsync) {
        return foreignAsync == null
                ? place.diagnostic(Wording.EMIT_NOT_MARKED)
                : place.diagnostic(Wording.EMIT_OTHER_ASYNC, foreignAsync);
    }

    static Diagnostic emitInLambda(Place place, String functionalDescriptor) {
        return place.diagnostic(Wording.EMIT_IN_LAMBDA, returned(functionalDescriptor));
    }

    static Diagnostic emitInSynchronizedMethod(Place place) {
        return place.diagnostic(Wording.EMIT_IN_SYNCHRONIZED_METHOD);
    }

    static Diagnostic emitInSynchronizedBlock(Place place) {
        return place.diagnostic(Wording.EMIT_IN_SYNCHRONIZED_BLOCK);
    }

    static Diagnostic emittedType(Place place, String value, String returned, String wanted) {
        return place.diagnostic(Wording.EMITTED_TYPE, value, returned, wanted);
    }

    static Diagnostic droppedCoroutine(Place place, String callee) {
        return place.diagnostic(Wording.DROPPED_COROUTINE, callee);
    }

    static Diagnostic blockingCall(Place place, BlockingCall call) {
        return place.diagnostic(Wording.BLOCKING_CALL, call.name(), call.alternative());
    }

    /** The same in a method that returns a stage, before it suspends for the first time. */
    static Diagnostic blockingCallInStage(Place place, BlockingCall call) {
        return place.diagnostic(Wording.BLOCKING_CALL_IN_STAGE, call.name(), call.alternative());
    }

    private static String returned(String descriptor) {
        return SourceType.of(Type.getReturnType(descriptor)).text();
    }
}
