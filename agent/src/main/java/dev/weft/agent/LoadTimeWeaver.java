package dev.weft.agent;

import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.BlockingPolicies;
import dev.weft.agent.transform.ClassOutcome;
import dev.weft.agent.transform.ClassScope;
import dev.weft.agent.transform.WeavingTally;
import dev.weft.agent.transform.WovenClass;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.message.Wording;
import dev.weft.agent.transform.scan.ClassBytes;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The weaver of classes that are being loaded, which defines their frame classes as well. If the class as a whole cannot be woven, its
 * {@code @Async} methods throw; if not even that is possible, its awaits do, because they were never woven.
 */
final class LoadTimeWeaver {
    private final AsyncClassTransformer transformer; // constant after construction
    private final AsyncClassTransformer callingMethods; // constant after construction
    private final FrameDefiner frames; // constant after construction
    private final Reporter reporter; // constant after construction
    private final @Nullable WeavingTally tally; // constant after construction

    /** The tally is null if nobody wants to know it. */
    LoadTimeWeaver(
            AsyncClassTransformer transformer, FrameDefiner frames, Reporter reporter, @Nullable WeavingTally tally) {
        this.transformer = transformer;
        this.callingMethods = transformer.callingMethods();
        this.frames = frames;
        this.reporter = reporter;
        this.tally = tally;
    }

    /** The weaver that the agent uses. */
    static LoadTimeWeaver create(AgentOptions options, Instrumentation instrumentation, @Nullable WeavingTally tally) {
        var stress = options.stress() == null ? ClassScope.NONE : options.stress();
        var test = options.test() == null ? ClassScope.NONE : options.test();
        var blocking = options.blocking() == null ? BlockingPolicies.DEFAULT : options.blocking();
        var reporter = new StandardErrorReporter();
        return new LoadTimeWeaver(
                AsyncClassTransformer.create(reporter, options.dump(), options.verify(), stress, test, blocking),
                new ReflectiveFrameDefiner(instrumentation),
                reporter,
                tally);
    }

    /** The class file to define in place of another, or null to define that one as it is. Throws nothing. */
    byte @Nullable [] weave(Module module, String name, @Nullable ProtectionDomain domain, byte[] file) {
        var loader = module.getClassLoader();
        try {
            var woven = transformer.transform(file, loader);
            if (woven == null) {
                return null;
            }
            frames.define(module, woven.frames(), domain);
            count(woven.outcome());
            return woven.hostBytes() == file ? null : woven.hostBytes();
        } catch (Throwable failure) { // the JVM would drop it without a word
            return refuse(loader, name, file, failure);
        }
    }

    /**
     * The class file to redefine a class with, or null to leave it to the JVM. Throws nothing.
     *
     * <p>Its awaited calls go through the methods: another agent may be about to change them, as Mockito does to stub
     * them. The frames stay those of direct calls, because the JVM changes no superclass, and fit both.
     */
    byte @Nullable [] weaveAgain(Module module, String name, byte[] file) {
        var loader = module.getClassLoader();
        try {
            var woven = transformer.transform(file, loader);
            if (woven == null) {
                return null;
            }
            frames.redefine(module, woven.frames());
            return callingMethods(woven, file, loader);
        } catch (ChangedFrameException changed) {
            return leave(name, changed);
        } catch (Throwable failure) { // the JVM would drop it without a word
            return refuse(loader, name, file, failure);
        }
    }

    private byte @Nullable [] callingMethods(WovenClass woven, byte[] file, @Nullable ClassLoader loader) {
        var again = callingMethods.transform(file, loader);
        var host = again != null && haveSameShape(woven.frames(), again.frames()) ? again : woven;
        return host.hostBytes() == file ? null : host.hostBytes();
    }

    private static boolean haveSameShape(List<GeneratedClass> frames, List<GeneratedClass> others) {
        if (frames.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < frames.size(); i++) {
            if (!frames.get(i).shape().equals(others.get(i).shape())) {
                return false;
            }
        }
        return true;
    }

    /** Tells that a class is of a version to come, and cannot be looked into. */
    void tellOfUnreadable(String name, byte[] file) {
        reporter.report(Wording.UNKNOWN_CONSTANTS.ofClass(name, String.valueOf(ClassBytes.majorVersion(file))));
    }

    /** A class without its woven methods is not one that the JVM accepts in place of a woven one: it says so itself. */
    private byte @Nullable [] leave(String name, ChangedFrameException changed) {
        reporter.report(Wording.REDEFINED.ofClass(name, changed.frame()));
        return null;
    }

    private byte @Nullable [] refuse(@Nullable ClassLoader loader, String name, byte[] file, Throwable failure) {
        try {
            var refused = transformer.refuse(file, loader, failure);
            count(refused.outcome());
            return refused.hostBytes();
        } catch (Throwable again) { // the first failure says more
            var diagnostic = Wording.UNREADABLE_WHEN_LOADED.ofClass(name, failure.toString());
            count(new ClassOutcome(name, 0, 0, List.of(), List.of(diagnostic), List.of()));
            reporter.reportFailure(diagnostic, failure);
            return null;
        }
    }

    private void count(ClassOutcome outcome) {
        if (tally != null) {
            tally.add(outcome);
        }
    }
}
