package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.GeneratedClass;
import java.util.List;

/**
 * What became of a class.
 *
 * @param hostBytes the class file to define in place of the original
 * @param frames the classes that it needs beside it, in its own loader and package
 */
public record WovenClass(byte[] hostBytes, List<GeneratedClass> frames) {
    /** Copies the list. */
    public WovenClass {
        frames = List.copyOf(frames);
    }
}
