package dev.weft.benchmarks.process;

import dev.weft.benchmarks.Artifacts;
import dev.weft.benchmarks.program.HelloAsync;
import dev.weft.benchmarks.program.HelloPlain;
import dev.weft.benchmarks.program.HelloRuntime;
import dev.weft.benchmarks.program.LoadClasses;
import dev.weft.benchmarks.program.LookingAgent;
import dev.weft.benchmarks.program.NoOpAgent;
import dev.weft.benchmarks.program.OrdinaryClass;
import dev.weft.benchmarks.result.Estimate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** P14 and P15: how much later does a program start, and a class load, because the agent is there? */
public final class Startup {
    /** An agent that receives each class and changes none. */
    public static final String LOOKING = "agent that only looks";

    /** The no-op agent, and a program that runs a loop. */
    public static final String RUNTIME_ONLY = "no-op agent, runtime used";

    /** Weft's agent, and a program with nothing to weave. */
    public static final String WEFT_PLAIN = "Weft, nothing matches";

    /** Weft's agent, and a program of one asynchronous class. */
    public static final String WEFT_ASYNC = "Weft, one async class";

    /** Weft's agent, and many classes with nothing to weave. */
    public static final String WEFT_LOADING = "Weft";

    private static final String NO_OP = "no-op agent";
    private static final String GREETING = "Hello, world";

    private final Jvm jvm;
    private final Path weft;
    private final Path noOp;
    private final Path looking;
    private final ProgramJars jars;

    /**
     * Prepares the jars.
     *
     * @param jvm the JDK to measure
     * @param directory the directory for the jars
     */
    public Startup(Jvm jvm, Path directory) throws IOException {
        this.jvm = jvm;
        jars = new ProgramJars(directory);
        weft = Artifacts.agent();
        noOp = jars.ofAgent(NoOpAgent.class, weft);
        looking = jars.ofAgent(LookingAgent.class, weft);
    }

    /**
     * The cost of a program.
     *
     * @param name the name of the program and its agent
     * @param wall the milliseconds from start to end
     * @param processor the milliseconds of processor time
     * @param wallOver the wall time beyond the baseline's
     * @param processorOver the processor time beyond the baseline's
     */
    public record Cost(String name, Estimate wall, Estimate processor, Estimate wallOver, Estimate processorOver) {}

    /** Measures P14, Hello World. The baseline, which has the no-op agent, comes first. */
    public List<Cost> hello(int rounds) throws IOException, InterruptedException {
        Path plain = jars.of(HelloPlain.class);
        return costs(
                rounds,
                List.of(
                        hello(NO_OP, noOp, HelloPlain.class, plain.toString()),
                        hello(LOOKING, looking, HelloPlain.class, plain.toString()),
                        hello(RUNTIME_ONLY, noOp, HelloRuntime.class, withRuntime(HelloRuntime.class)),
                        hello(WEFT_PLAIN, weft, HelloPlain.class, plain.toString()),
                        hello(WEFT_ASYNC, weft, HelloAsync.class, withRuntime(HelloAsync.class))));
    }

    /** Measures P15, the load of this many classes with nothing to weave. */
    public List<Cost> loading(int rounds, int classes) throws IOException, InterruptedException {
        String path =
                jars.ofCopies(LoadClasses.class, OrdinaryClass.class, classes).toString();
        return costs(
                rounds,
                List.of(
                        loading(NO_OP, noOp, path, classes),
                        loading(LOOKING, looking, path, classes),
                        loading(WEFT_LOADING, weft, path, classes)));
    }

    private List<Cost> costs(int count, List<Rounds.Subject> subjects) throws IOException, InterruptedException {
        return costs(jvm, count, subjects);
    }

    /** Runs programs in turn. The first one is the baseline. */
    static List<Cost> costs(Jvm jvm, int count, List<Rounds.Subject> subjects)
            throws IOException, InterruptedException {
        var rounds = new Rounds(jvm, subjects);
        rounds.run(count);
        var costs = new Cost[subjects.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = new Cost(
                    subjects.get(i).name(),
                    rounds.median(i, Jvm.Run::wallMillis),
                    rounds.median(i, Jvm.Run::processorMillis),
                    rounds.medianOverBaseline(i, Jvm.Run::wallMillis),
                    rounds.medianOverBaseline(i, Jvm.Run::processorMillis));
        }
        return List.of(costs);
    }

    private String withRuntime(Class<?> program) throws IOException {
        return jars.of(program) + File.pathSeparator + Artifacts.runtime();
    }

    private static Rounds.Subject hello(String name, Path agent, Class<?> program, String path) {
        return new Rounds.Subject(name, List.of("-javaagent:" + agent, "-cp", path, program.getName()), GREETING);
    }

    private static Rounds.Subject loading(String name, Path agent, String path, int classes) {
        String count = Integer.toString(classes);
        return new Rounds.Subject(
                name, List.of("-javaagent:" + agent, "-cp", path, LoadClasses.class.getName(), count), count);
    }
}
