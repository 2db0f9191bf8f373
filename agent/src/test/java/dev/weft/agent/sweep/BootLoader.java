package dev.weft.agent.sweep;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;

/**
 * Defines woven classes of the JDK in the JVM's own loader, whose packages no other may have.
 *
 * <p>A class that the JVM needed before is there already, unwoven. So that no more of them come, a class is defined after
 * its superclass and interfaces, and nothing is linked before all are defined. Needs {@code --add-opens
 * java.base/java.lang=ALL-UNNAMED}, and {@code -XX:+BytecodeVerificationLocal} for these classes to be verified at all.
 */
final class BootLoader {
    private final WovenLibrary woven;
    private final Method define;
    private final Set<String> tried = new HashSet<>();
    private final List<String> defined = new ArrayList<>();

    BootLoader(WovenLibrary woven) {
        this.woven = woven;
        try {
            define = ClassLoader.class.getDeclaredMethod(
                    "defineClass1",
                    ClassLoader.class,
                    String.class,
                    byte[].class,
                    int.class,
                    int.class,
                    ProtectionDomain.class,
                    String.class);
            define.setAccessible(true);
        } catch (NoSuchMethodException changed) {
            throw new AssertionError("this JDK defines classes in another way", changed);
        }
    }

    /** The internal names of the classes that were not there before. */
    List<String> defineAll() {
        for (var name : new TreeSet<>(woven.frames().keySet())) {
            if (!defines(name, woven.frames().get(name))) {
                woven.failures().add("JVM: frame class " + name + " cannot be defined");
            }
        }
        for (var name : new TreeSet<>(woven.hosts().keySet())) {
            defineWithSupertypes(name);
        }
        return defined;
    }

    private void defineWithSupertypes(String name) {
        var file = woven.hosts().get(name);
        if (file == null || !tried.add(name)) {
            return;
        }
        var reader = new ClassReader(file);
        if (reader.getSuperName() != null) {
            defineWithSupertypes(reader.getSuperName());
        }
        for (var implemented : reader.getInterfaces()) {
            defineWithSupertypes(implemented);
        }
        if (defines(name, file)) {
            defined.add(name);
        }
    }

    /** False if the class is there already. */
    private boolean defines(String name, byte[] file) {
        try {
            define.invoke(null, null, name.replace('/', '.'), file, 0, file.length, null, null);
            return true;
        } catch (InvocationTargetException refused) {
            if (!String.valueOf(refused.getCause().getMessage()).contains("attempted duplicate ")) {
                woven.failures().add("JVM: " + name + ": " + refused.getCause());
            }
            return false;
        } catch (IllegalAccessException notOpen) {
            throw new AssertionError(notOpen);
        }
    }
}
