package dev.weft.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.EventLoop;
import dev.weft.internal.net.LoopNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a test must leave as it found it: the descriptors and threads of this process, and what the loop keeps. */
record Leaks(Set<String> descriptors, Set<String> threads) {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    static Leaks now() {
        return new Leaks(sockets(), names());
    }

    private static Set<String> sockets() {
        Set<String> found = new TreeSet<>();
        if (!Files.isDirectory(DESCRIPTORS)) {
            return found;
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            all.forEach(each -> {
                try {
                    String target = Files.readSymbolicLink(each).toString();
                    if (target.startsWith("socket:") || target.contains("event")) {
                        found.add(target + " " + each.getFileName());
                    }
                } catch (IOException gone) {
                    return; // it was open only while it was listed
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Set<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("weft") && !name.startsWith("weft-lookup"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Fails if there is more of anything than before. */
    void check(EventLoop loop) {
        Leaks now = now();
        assertThat(now.threads).as("threads").isSubsetOf(threads);
        assertThat(now.descriptors.size())
                .as("descriptors: %s, before: %s", now.descriptors, descriptors)
                .isLessThanOrEqualTo(descriptors.size());
        LoopNetwork network = LoopNetwork.of(loop);
        assertThat(network.open()).as("open resources of the loop").isZero();
        assertThat(network.arrays().out()).as("arrays in use").isZero();
    }
}
