package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.GeneratedClass;
import dev.weft.agent.transform.message.Diagnostic;
import java.util.List;

/**
 * The result of weaving a class.
 *
 * @param hostBytes the class file to define in place of the original; the original itself if nothing changed
 * @param frames the classes that it needs beside it, in its own loader and package; one for each woven method
 * @param refused the methods and awaits that throw what is said here; it was reported already
 * @param outcome what was done to the class, in numbers
 */
public record WovenClass(
        byte[] hostBytes, List<GeneratedClass> frames, List<Diagnostic> refused, ClassOutcome outcome) {
    /** Copies the lists. */
    public WovenClass {
        frames = List.copyOf(frames);
        refused = List.copyOf(refused);
    }
}
