package dev.weft.agent.build;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The changes to the files of a container: each woven class with the classes that it brings along. */
final class Changes {
    private final Map<String, List<NewFile>> byPath = new LinkedHashMap<>();
    private final Set<String> added = new HashSet<>();

    /**
     * A file as it is written.
     *
     * @param path its path in the container
     * @param content what it holds; nobody changes it
     */
    record NewFile(String path, byte[] content) {}

    /** Replaces a file by files, the last of which has its path. */
    void replace(String path, List<NewFile> files) {
        byPath.put(path, List.copyOf(files));
        for (var file : files) {
            if (!file.path().equals(path)) {
                added.add(file.path());
            }
        }
    }

    /** What is written in place of the file with a path; empty if that stays as it is. */
    List<NewFile> inPlaceOf(String path) {
        return byPath.getOrDefault(path, List.of());
    }

    /** Whether a file of this path is written beside another one, and an older one there is out of date. */
    boolean isAdded(String path) {
        return added.contains(path);
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    /** The paths of the files that are replaced. */
    Set<String> paths() {
        return byPath.keySet();
    }
}
