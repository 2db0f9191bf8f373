package dev.weft.benchmarks.process;

import dev.weft.benchmarks.Artifacts;
import dev.weft.benchmarks.program.HelloAsync;
import dev.weft.benchmarks.program.HelloPlain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The start-up of a program that is woven when it is loaded, or when it is built; with an archive of its classes, too. */
final class WovenStartup {
    private static final int AOT_CACHE = 25; // the first JDK that makes a cache in one command
    private static final String GREETING = "Hello, world";

    private final Jvm jvm;
    private final Path directory;
    private final ProgramJars jars;

    /** Prepares to measure a JDK, with a directory for jars and archives. */
    WovenStartup(Jvm jvm, Path directory) {
        this.jvm = jvm;
        this.directory = directory;
        jars = new ProgramJars(directory);
    }

    /** Measures Hello World without Weft, which comes first, and one with an asynchronous class in each of the ways. */
    List<Startup.Cost> ways(int rounds) throws IOException, InterruptedException {
        Path program = jars.of(HelloAsync.class);
        Path woven = directory.resolve("woven.jar");
        jvm.run(List.of("-jar", Artifacts.agent().toString(), "weave", program.toString(), "--out", woven.toString()));
        Path archive = directory.resolve("classes.archive");
        jvm.run(command(woven, dump(archive)));
        return Startup.costs(
                jvm,
                rounds,
                List.of(
                        new Rounds.Subject(
                                "no Weft",
                                List.of("-cp", jars.of(HelloPlain.class).toString(), HelloPlain.class.getName()),
                                GREETING),
                        new Rounds.Subject("agent", command(program, "-javaagent:" + Artifacts.agent()), GREETING),
                        new Rounds.Subject("woven by the build", command(woven), GREETING),
                        new Rounds.Subject("woven, with an archive", command(woven, use(archive)), GREETING)));
    }

    private String dump(Path archive) {
        return (jvm.feature() >= AOT_CACHE ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
    }

    private String use(Path archive) {
        return (jvm.feature() >= AOT_CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
    }

    private static List<String> command(Path jar, String... options) {
        var command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-cp", jar + File.pathSeparator + Artifacts.runtime(), HelloAsync.class.getName()));
        return command;
    }
}
