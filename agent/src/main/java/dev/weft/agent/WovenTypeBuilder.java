package dev.weft.agent;

import dev.weft.agent.build.BuildWeaver;
import dev.weft.agent.transform.BlockingPolicies;
import dev.weft.agent.transform.WovenClass;
import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.message.Diagnostic;
import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.scan.ClassBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.implementation.LoadedTypeInitializer;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;

/**
 * Byte Buddy's builder of a class that is woven once all plugins before this one are done with it.
 *
 * <p>Byte Buddy writes a class anew even if nothing changes in it, with its constants in another order. So if it says the
 * same as the original, the original is woven, and the bytes are those that the agent makes.
 *
 * @param <T> the type that is built
 */
final class WovenTypeBuilder<T> extends DynamicType.Builder.AbstractBase.Delegator<T> {
    private final DynamicType.Builder<T> before; // constant after construction
    private final TypeDescription type; // constant after construction
    private final ClassFileLocator locator; // constant after construction
    private final BlockingPolicies blocking; // constant after construction

    WovenTypeBuilder(
            DynamicType.Builder<T> before, TypeDescription type, ClassFileLocator locator, BlockingPolicies blocking) {
        this.before = before;
        this.type = type;
        this.locator = locator;
        this.blocking = blocking;
    }

    @Override
    public DynamicType.Unloaded<T> make() {
        return make(TypeResolutionStrategy.Passive.INSTANCE);
    }

    @Override
    public DynamicType.Unloaded<T> make(TypePool pool) {
        return make(TypeResolutionStrategy.Passive.INSTANCE, pool);
    }

    @Override
    public DynamicType.Unloaded<T> make(TypeResolutionStrategy strategy) {
        return woven(before.make(strategy), strategy.resolve());
    }

    @Override
    public DynamicType.Unloaded<T> make(TypeResolutionStrategy strategy, TypePool pool) {
        return woven(before.make(strategy, pool), strategy.resolve());
    }

    /** What later plugins change: the woven class. */
    @Override
    protected DynamicType.Builder<T> materialize() {
        var woven = make();
        var files = new ClassFileLocator.Compound(ClassFileLocator.Simple.of(woven), locator);
        var described = TypePool.Default.of(files).describe(type.getName()).resolve();
        var builder = new ByteBuddy().<T>redefine(described, files);
        for (var added : woven.getAuxiliaryTypes().entrySet()) {
            builder = builder.require(added.getKey(), added.getValue());
        }
        return builder;
    }

    private DynamicType.Unloaded<T> woven(DynamicType.Unloaded<T> made, TypeResolutionStrategy.Resolved strategy) {
        var initializers = made.getLoadedTypeInitializers();
        var file = originalOr(made.getBytes());
        var added = new ArrayList<DynamicType>();
        for (var other : made.getAuxiliaryTypes().entrySet()) {
            added.add(dynamicType(
                    other.getKey(), other.getValue(), initializers.get(other.getKey()), List.of(), strategy));
        }
        var woven = weave(file);
        if (woven != null) {
            file = woven.hostBytes();
            for (var frame : woven.frames()) {
                added.add(dynamicType(describe(frame), frame.bytes(), null, List.of(), strategy));
            }
        }
        return dynamicType(
                made.getTypeDescription(), file, initializers.get(made.getTypeDescription()), added, strategy);
    }

    /** The original class file, if what Byte Buddy made of it says the same. */
    private byte[] originalOr(byte[] made) {
        try {
            var original = locator.locate(type.getName()).resolve();
            var ordered = inOrder(made);
            boolean unchanged =
                    Arrays.equals(ordered, inOrder(original)) || Arrays.equals(ordered, inOrder(rewritten()));
            return unchanged ? original : made;
        } catch (IOException unreadable) {
            throw new IllegalStateException("weft-agent: " + type.getName() + " cannot be read", unreadable);
        }
    }

    /** What Byte Buddy makes of the class if nobody asks for a change: it puts jumps around a static initialiser. */
    private byte[] rewritten() {
        return new ByteBuddy()
                .redefine(type, locator)
                .make(TypeResolutionStrategy.Disabled.INSTANCE)
                .getBytes();
    }

    /** A class file with its constants in the order of their use. */
    private static byte[] inOrder(byte[] file) {
        var writer = new ClassWriter(0);
        ClassBytes.read(file).reader().accept(writer, 0);
        return writer.toByteArray();
    }

    private @Nullable WovenClass weave(byte[] file) {
        var told = new PluginReporter();
        var outcome = new BuildWeaver(told, ClassLoader.getPlatformClassLoader(), blocking)
                .weave(type.getInternalName(), file, this::find);
        var woven = outcome.woven();
        if (outcome.kind() == BuildWeaver.Kind.FAILED
                || (woven != null && !woven.refused().isEmpty())) {
            throw new IllegalStateException(told.text());
        }
        told.print();
        return woven;
    }

    private byte @Nullable [] find(String path) throws IOException {
        var name = path.substring(0, path.length() - ".class".length()).replace('/', '.');
        var found = locator.locate(name);
        return found.isResolved() ? found.resolve() : null;
    }

    private TypeDescription describe(GeneratedClass frame) {
        var name = frame.name().replace('/', '.');
        var files = new ClassFileLocator.Compound(ClassFileLocator.Simple.of(name, frame.bytes()), locator);
        return TypePool.Default.of(files).describe(name).resolve();
    }

    private static <S> DynamicType.Unloaded<S> dynamicType(
            TypeDescription type,
            byte[] file,
            @Nullable LoadedTypeInitializer initializer,
            List<DynamicType> added,
            TypeResolutionStrategy.Resolved strategy) {
        return new DynamicType.Default.Unloaded<>(
                type, file, initializer == null ? LoadedTypeInitializer.NoOp.INSTANCE : initializer, added, strategy);
    }

    /** Keeps what there is to tell: the message of the error that ends the build, or warnings. */
    private static final class PluginReporter implements Reporter {
        private final List<String> told = new ArrayList<>();

        @Override
        public void report(Diagnostic diagnostic) {
            told.add(diagnostic.text());
        }

        @Override
        public void reportFailure(Diagnostic diagnostic, Throwable cause) {
            report(diagnostic);
            cause.printStackTrace();
        }

        String text() {
            return String.join("\n", told);
        }

        void print() {
            if (!told.isEmpty()) {
                System.err.println(text());
            }
        }
    }
}
