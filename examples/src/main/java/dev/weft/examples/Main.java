package dev.weft.examples;

import static dev.weft.Weft.await;
import static dev.weft.Weft.completed;
import static dev.weft.Weft.yieldNow;

import dev.weft.Async;
import dev.weft.Coroutine;
import dev.weft.NotWovenError;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The command line of the examples: runs the example that is named, or else lists them all and runs the tutorial. */
public final class Main {
    /** The command with which the README starts the examples, from the root of the project. */
    static final String COMMAND = "java -jar examples/target/weft-examples.jar";

    private static final int FAILED = 1;
    private static final int BAD_ARGUMENTS = 2;

    private Main() {}

    /**
     * Runs one example, one program with its arguments, or the tutorial.
     *
     * @param args the name of an example, or a program and its arguments; empty for the tutorial
     */
    public static void main(String[] args) {
        int status = run(args);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(String[] args) {
        Optional<Program> program = args.length > 0 ? findProgram(args[0]) : Optional.empty();
        if (program.isPresent()) {
            if (!isWoven()) {
                return FAILED;
            }
            program.get().main().accept(Arrays.copyOfRange(args, 1, args.length));
            return 0;
        }
        if (args.length > 1) {
            return refuse("One example at a time, please: " + args.length + " names were given.");
        }
        Optional<Lesson> chosen = args.length == 1 ? find(args[0]) : Optional.empty();
        if (args.length == 1 && chosen.isEmpty()) {
            return refuse("There is no example named '" + args[0] + "'.");
        }
        if (!isWoven()) {
            return FAILED;
        }
        chosen.ifPresentOrElse(lesson -> lesson.program().run(), Main::runTutorial);
        return 0;
    }

    private static Optional<Lesson> find(String name) {
        return all().filter(lesson -> lesson.name().equalsIgnoreCase(name)).findFirst();
    }

    private static Optional<Program> findProgram(String name) {
        return Program.ALL.stream()
                .filter(program -> program.name().equalsIgnoreCase(name))
                .findFirst();
    }

    private static Stream<Lesson> all() {
        return Stream.concat(Lesson.TUTORIAL.stream(), Lesson.MORE.stream());
    }

    private static void runTutorial() {
        System.out.print(list());
        for (Lesson lesson : Lesson.TUTORIAL) {
            System.out.println();
            System.out.println("-- " + lesson.name() + ": " + lesson.teaches());
            lesson.program().run();
        }
    }

    private static String list() {
        StringBuilder text = new StringBuilder("Examples, each run by: " + COMMAND + " NAME\n");
        all().forEach(lesson -> text.append(String.format("  %-17s %s%n", lesson.name(), lesson.teaches())));
        text.append("Programs, with their arguments:\n");
        Program.ALL.forEach(each -> text.append(String.format("  %-17s %s%n", each.name(), each.does())));
        return text.toString();
    }

    private static int refuse(String mistake) {
        System.err.println(mistake);
        System.err.print(list());
        return BAD_ARGUMENTS;
    }

    /** Tells whether the agent is there. Without it, {@link #probe} is a plain method that throws where it awaits. */
    private static boolean isWoven() {
        try {
            probe().close();
            return true;
        } catch (NotWovenError e) {
            System.err.println(e.getMessage());
            System.err.println("Here: " + COMMAND);
            return false;
        }
    }

    @Async
    static Coroutine<Void> probe() {
        await(yieldNow());
        return completed();
    }
}
