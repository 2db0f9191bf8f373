package dev.weft.agent.build;

import dev.weft.agent.build.Changes.NewFile;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The weaving of all classes in a container, before anything is written.
 *
 * <ol>
 *   <li>Each class file is woven by itself, wherever it stands: also below {@code META-INF/versions/21/} or
 *       {@code BOOT-INF/classes/}.
 *   <li>The classes that it extends are looked up below the same root, in the rest of the container, on the class path
 *       and in the JDK.
 *   <li>What is woven takes the place of the original, and the classes that it needs stand beside it.
 * </ol>
 */
final class ContainerWeaving {
    private static final String CLASS = ".class";

    private final Container container; // constant after construction
    private final BuildWeaver weaver; // constant after construction
    private final WeaveReport report; // constant after construction
    private final Changes changes = new Changes();

    ContainerWeaving(Container container, BuildWeaver weaver, WeaveReport report) {
        this.container = container;
        this.weaver = weaver;
        this.report = report;
    }

    Changes weave() throws IOException {
        for (var path : container.paths()) {
            if (path.endsWith(CLASS)) {
                weave(path, contentOf(path));
            } else if (NestedJars.isJar(path)) {
                lookInto(path);
            }
        }
        if (!changes.isEmpty()) {
            container.repeated().forEach(report::repeated);
        }
        return changes;
    }

    private void lookInto(String path) throws IOException {
        var jar = contentOf(path);
        try {
            if (NestedJars.mayWeave(jar)) {
                report.leftAlone(path);
            }
        } catch (IOException unreadable) {
            report.unreadable(path, unreadable);
        }
    }

    private byte[] contentOf(String path) throws IOException {
        var content = container.read(path);
        if (content == null) {
            throw new IOException(path + " disappeared from " + container);
        }
        return content;
    }

    private void weave(String path, byte[] file) {
        var outcome = weaver.weave(path, file, wanted -> find(path, wanted));
        switch (outcome.kind()) {
            case UNRELATED -> {}
            case DONE -> report.doneAlready();
            case FAILED -> report.failed();
            case WOVEN -> replace(path, outcome);
        }
    }

    private void replace(String path, BuildWeaver.Outcome outcome) {
        var woven = outcome.requireWoven();
        var files = new ArrayList<NewFile>();
        for (var frame : woven.frames()) {
            files.add(new NewFile(pathBeside(path, frame.name()), frame.bytes()));
        }
        files.add(new NewFile(path, woven.hostBytes()));
        changes.replace(path, files);
        report.woven(outcome.name(), woven);
    }

    /** The path of a class in the package of another one. */
    private static String pathBeside(String path, String name) {
        return path.substring(0, path.lastIndexOf('/') + 1) + name.substring(name.lastIndexOf('/') + 1) + CLASS;
    }

    /** Looks below each directory in which the packages of the class at {@code path} may begin, the deepest first. */
    private byte @Nullable [] find(String path, String wanted) throws IOException {
        for (int slash = path.lastIndexOf('/'); slash >= 0; slash = path.lastIndexOf('/', slash - 1)) {
            var content = container.read(path.substring(0, slash + 1) + wanted);
            if (content != null) {
                return content;
            }
        }
        return container.read(wanted);
    }
}
