package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.Weft;
import dev.weft.agent.ChildJvm;
import dev.weft.agent.CompiledSources;
import java.lang.ref.WeakReference;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The agent under class loaders that work in parallel, that ask themselves first, and that are thrown away. */
class ClassLoadersIT {
    private static final int CLASSES = 40;
    private static final int THREADS = 8;
    private static final int MOST_COLLECTIONS = 50;

    private static final String HOST = """
            import dev.weft.*;
            import static dev.weft.Weft.*;
            import java.util.concurrent.CompletableFuture;

            class Host {
                @Async static Coroutine<String> part(int n) { await(yieldNow()); return completed("part" + n); }
                @Async static Coroutine<String> whole() { return completed(await(part(1)) + await(part(2))); }
                @Async static CompletableFuture<String> stage(CompletableFuture<String> f) {
                    return CompletableFuture.completedFuture(await(f) + "!");
                }
                static String call() {
                    var first = new CompletableFuture<String>();
                    var second = stage(first);
                    first.complete(run(whole()));
                    return second.join();
                }
            }
            """;
    private static final String RESULT = "part1part2!";

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void load_manyClassesInManyThreadsAtOnce_weavesEachOnce() throws Exception {
        var loader = new MemoryLoader(manyHosts(), ClassLoadersIT.class.getClassLoader());
        var together = new CyclicBarrier(THREADS);
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            var tasks = IntStream.range(0, THREADS)
                    .<Callable<String>>mapToObj(thread -> () -> {
                        together.await();
                        var results = new StringBuilder();
                        for (int i = 0; i < CLASSES; i++) {
                            int own = thread % 2 == 0 ? i : CLASSES - 1 - i; // towards each other
                            results.append(loader.call("Host" + own, "call").equals(RESULT) ? "" : own);
                        }
                        return results.toString();
                    })
                    .collect(Collectors.toList());
            for (var result : threads.invokeAll(tasks)) {
                assertThat(result.get()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Hosts that each extend the next, so that loading one loads others. */
    private static Map<String, byte[]> manyHosts() {
        var source = new StringBuilder();
        HOST.lines()
                .filter(line -> line.startsWith("import"))
                .forEach(line -> source.append(line).append('\n'));
        source.append("class Host").append(CLASSES).append(" {}\n");
        var body = HOST.substring(HOST.indexOf("{\n"));
        for (int i = 0; i < CLASSES; i++) {
            source.append("class Host")
                    .append(i)
                    .append(" extends Host")
                    .append(i + 1)
                    .append(' ')
                    .append(body);
        }
        return CompiledSources.compile("Host0", source.toString());
    }

    @Test
    void load_theSameClassInTwoLoaders_weavesItInEach() throws Exception {
        var classes = CompiledSources.compile("Host", HOST);
        var first = new MemoryLoader(classes, ClassLoadersIT.class.getClassLoader());
        var second = new MemoryLoader(classes, ClassLoadersIT.class.getClassLoader());
        assertThat(first.call("Host", "call")).isEqualTo(RESULT);
        assertThat(second.call("Host", "call")).isEqualTo(RESULT);
        assertThat(first.loadClass("Host$weft$part").getClassLoader()).isSameAs(first);
        assertThat(second.loadClass("Host$weft$part").getClassLoader()).isSameAs(second);
    }

    @Test
    void load_hostAndRuntimeBeforeTheParentsOwn_usesThatRuntime() throws Exception {
        var classes = new HashMap<>(CompiledSources.compile("Host", HOST));
        classes.putAll(runtimeClasses());
        var loader = new MemoryLoader(classes, ClassLoadersIT.class.getClassLoader());
        assertThat(loader.call("Host", "call")).isEqualTo(RESULT);
        assertThat(loader.loadClass("Host$weft$part").getSuperclass().getClassLoader())
                .isSameAs(loader);
        assertThat(loader.loadClass(Weft.class.getName())).isNotSameAs(Weft.class);
    }

    @Test
    void loader_thatIsDroppedWithItsWovenClasses_isCollected() throws Exception {
        var classes = CompiledSources.compile("Host", HOST);
        var dropped = new ArrayList<WeakReference<?>>();
        for (int i = 0; i < 3; i++) {
            dropped.add(usedAndDropped(classes));
        }
        for (int i = 0; i < MOST_COLLECTIONS && isHeld(dropped); i++) {
            System.gc();
        }
        assertThat(dropped).allMatch(reference -> reference.get() == null);
    }

    @Test
    void loader_withItsOwnRuntimeThatIsDropped_isCollected() throws Exception {
        var classes = new HashMap<>(CompiledSources.compile("Host", HOST));
        classes.putAll(runtimeClasses());
        var dropped = List.<WeakReference<?>>of(usedAndDropped(classes));
        for (int i = 0; i < MOST_COLLECTIONS && isHeld(dropped); i++) {
            System.gc();
        }
        assertThat(dropped).allMatch(reference -> reference.get() == null);
    }

    private static WeakReference<?> usedAndDropped(Map<String, byte[]> classes) throws Exception {
        var loader = new MemoryLoader(classes, ClassLoadersIT.class.getClassLoader());
        assertThat(loader.call("Host", "call")).isEqualTo(RESULT);
        return new WeakReference<>(loader);
    }

    private static boolean isHeld(List<WeakReference<?>> references) {
        return references.stream().anyMatch(reference -> reference.get() != null);
    }

    private static Map<String, byte[]> runtimeClasses() throws Exception {
        var classes = new HashMap<String, byte[]>();
        var place = Path.of(ChildJvm.runtime());
        if (Files.isDirectory(place)) {
            ClassPath.read(place, classes);
        } else {
            try (var jar = FileSystems.newFileSystem(place)) {
                ClassPath.read(jar.getPath("/"), classes);
            }
        }
        return classes;
    }
}
