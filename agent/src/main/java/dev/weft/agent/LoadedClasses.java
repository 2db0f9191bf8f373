package dev.weft.agent;

import dev.weft.agent.transform.message.Reporter;
import dev.weft.agent.transform.message.Wording;
import dev.weft.agent.transform.scan.ConstantPoolScan;
import dev.weft.agent.transform.scan.RuntimeName;
import dev.weft.agent.transform.scan.WovenScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The classes that were loaded too early: they await, and the JVM defined them as they were compiled. */
final class LoadedClasses {
    private LoadedClasses() {}

    /** Reports and gives those among some loaded classes that had to be woven and are not. */
    static List<Class<?>> reportUnwoven(Class<?>[] loaded, Reporter reporter) {
        var unwoven = new ArrayList<Class<?>>();
        for (var type : loaded) {
            if (isUnwoven(type)) {
                unwoven.add(type);
                reporter.report(Wording.LOADED_TOO_EARLY.ofClass(internalName(type)));
            }
        }
        return List.copyOf(unwoven);
    }

    private static boolean isUnwoven(Class<?> type) {
        var loader = type.getClassLoader();
        if (loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || type.isArray()
                || type.isHidden()
                || RuntimeName.isOfWeft(internalName(type))) {
            return false;
        }
        var file = classFile(type, loader);
        return file != null
                && ConstantPoolScan.scan(file) == ConstantPoolScan.Verdict.RELATED
                && WovenScan.version(file) == WovenScan.NOT_WOVEN;
    }

    /** The class file as its loader finds it; null for a class that was made in memory, of which nothing is known. */
    private static byte @Nullable [] classFile(Class<?> type, ClassLoader loader) {
        try (var in = loader.getResourceAsStream(internalName(type) + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            return null; // if it awaits, NotWovenError says so where it does
        }
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
