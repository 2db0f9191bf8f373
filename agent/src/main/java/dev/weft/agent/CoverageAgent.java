package dev.weft.agent;

import dev.weft.agent.transform.message.Wording;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * JaCoCo's agent, if it is in this JVM. It knows a class again by the bytes that it got, so it has to get those that the
 * compiler wrote. It does, on whichever side of this agent it stands, unless the class was woven when it was built.
 */
final class CoverageAgent {
    private static final String ITS_CLASS = "java.lang.$JaCoCo"; // its agent puts it there when it starts

    private volatile boolean toldOfBuild; // any thread: two that race tell twice

    /** Warns of a class of the project under test that was woven when it was built: its report leaves the bodies out. */
    void tellOfWovenInBuild(String name, @Nullable ProtectionDomain domain) {
        if (!toldOfBuild && isInDirectory(domain) && isThere()) {
            toldOfBuild = true;
            new StandardErrorReporter().report(Wording.COVERAGE_AGENT.ofClass(name));
        }
    }

    /** Whether a class comes from a directory, as those of a project do when its tests run, and not from a library. */
    private static boolean isInDirectory(@Nullable ProtectionDomain domain) {
        var source = domain == null ? null : domain.getCodeSource();
        var location = source == null ? null : source.getLocation();
        return location != null && location.getPath().endsWith("/");
    }

    private static boolean isThere() {
        try {
            Class.forName(ITS_CLASS, false, null);
            return true;
        } catch (ClassNotFoundException notThere) {
            return false;
        }
    }
}
