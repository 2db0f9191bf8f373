package dev.weft.agent;

import dev.weft.agent.transform.emit.GeneratedClass;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A definer of frame classes by {@code ClassLoader.defineClass}, called by reflection.
 *
 * <p>The JVM lets an agent open the package for that, so no option is needed on the command line, and none of the
 * supported JDKs prints a warning. No lock is held meanwhile: the loader takes its own, and may load the superclass.
 */
final class ReflectiveFrameDefiner implements FrameDefiner {
    private static final String RUNTIME = "dev.weft.abi.Frame";

    private final Instrumentation instrumentation; // constant after construction
    private final Map<ClassLoader, Map<String, Defined>> defined = // any thread, holding it; by class name
            new WeakHashMap<>();
    private volatile @Nullable Method defineClass; // any thread

    ReflectiveFrameDefiner(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public void define(Module module, List<GeneratedClass> frames, @Nullable ProtectionDomain domain) {
        var known = definedBy(module.getClassLoader());
        for (var frame : frames) {
            if (!known.containsKey(frame.name())) {
                letReadRuntime(module);
                define(module.getClassLoader(), frame, domain);
                known.put(frame.name(), new Defined(frame.shape(), hash(frame)));
            }
        }
    }

    @Override
    public void redefine(Module module, List<GeneratedClass> frames) {
        var known = definedBy(module.getClassLoader());
        for (var frame : frames) {
            var before = known.get(frame.name());
            if (before == null || !before.shape().equals(frame.shape())) {
                throw new ChangedFrameException(className(frame));
            }
        }
        for (var frame : frames) {
            var before = known.put(frame.name(), new Defined(frame.shape(), hash(frame)));
            if (before == null || before.hash() != hash(frame)) {
                redefine(module.getClassLoader(), frame);
            }
        }
    }

    private static int hash(GeneratedClass frame) {
        return Arrays.hashCode(frame.bytes());
    }

    private Map<String, Defined> definedBy(ClassLoader loader) {
        synchronized (defined) {
            var known = defined.get(loader);
            if (known == null) {
                known = new ConcurrentHashMap<>();
                defined.put(loader, known);
            }
            return known;
        }
    }

    /** If another agent has changed the frame class, stack traces of suspended code go on to name the old lines. */
    private void redefine(ClassLoader loader, GeneratedClass frame) {
        try {
            var type = Class.forName(className(frame), false, loader);
            instrumentation.redefineClasses(new ClassDefinition(type, frame.bytes()));
        } catch (ClassNotFoundException | UnmodifiableClassException impossible) {
            throw new LinkageError("a frame class that was defined cannot be changed", impossible);
        } catch (UnsupportedOperationException changedByOthers) {
            return;
        }
    }

    /**
     * A module whose code awaits can do without reading the runtime if that is on the class path: the JVM lets classes
     * that an agent has changed read that, but only once they are there, and their frames come before.
     */
    private void letReadRuntime(Module module) {
        var runtime = module.isNamed() ? moduleOfRuntime(module.getClassLoader()) : null;
        if (runtime != null && !module.canRead(runtime)) {
            instrumentation.redefineModule(module, Set.of(runtime), Map.of(), Map.of(), Set.of(), Map.of());
        }
    }

    /** Null if the loader does not see the runtime: then its frames cannot be defined either, and that says why. */
    private static @Nullable Module moduleOfRuntime(ClassLoader loader) {
        try {
            return Class.forName(RUNTIME, false, loader).getModule();
        } catch (ClassNotFoundException | LinkageError notSeen) {
            return null;
        }
    }

    private void define(ClassLoader loader, GeneratedClass frame, @Nullable ProtectionDomain domain) {
        try {
            defineClass().invoke(loader, className(frame), frame.bytes(), 0, frame.bytes().length, domain);
        } catch (InvocationTargetException failed) {
            if (!isDefinedBy(loader, frame)) {
                throw asError(failed.getCause());
            }
        } catch (ReflectiveOperationException changed) {
            throw new LinkageError("this JDK has no usable ClassLoader.defineClass", changed);
        }
    }

    /** Whether another thread, which loads the same host, was faster. */
    private static boolean isDefinedBy(ClassLoader loader, GeneratedClass frame) {
        try {
            return Class.forName(className(frame), false, loader).getClassLoader() == loader;
        } catch (ClassNotFoundException | LinkageError notDefined) {
            return false;
        }
    }

    private static Error asError(@Nullable Throwable cause) {
        return cause instanceof Error error
                ? error
                : new LinkageError("the class loader refused the frame class", cause);
    }

    private Method defineClass() throws NoSuchMethodException {
        var method = defineClass;
        if (method == null) {
            JdkPackage.open(ClassLoader.class, instrumentation);
            method = ClassLoader.class.getDeclaredMethod(
                    "defineClass", String.class, byte[].class, int.class, int.class, ProtectionDomain.class);
            method.setAccessible(true);
            defineClass = method;
        }
        return method;
    }

    private static String className(GeneratedClass frame) {
        return frame.name().replace('/', '.');
    }

    /** A frame class that was defined: the shape of the versions of its host that it fits, and a hash of its file. */
    private record Defined(String shape, int hash) {}
}
