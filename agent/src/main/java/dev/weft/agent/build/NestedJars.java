package dev.weft.agent.build;

import dev.weft.agent.transform.scan.RuntimeName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.ZipInputStream;

/** Looks into jars that lie in what is woven: they are left alone, and who has something to weave is told. */
final class NestedJars {
    private NestedJars() {}

    static boolean isJar(String path) {
        var name = path.toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".war");
    }

    /** Whether a jar has a class that would be woven if it were not in another one. */
    static boolean mayWeave(byte[] jar) throws IOException {
        try (var in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var path = entry.getName();
                if (path.endsWith(".class") && !isOfWeft(path) && BuildWeaver.mayWeave(in.readAllBytes())) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isOfWeft(String path) {
        return RuntimeName.isOfWeft(path.substring(0, path.length() - ".class".length()));
    }
}
