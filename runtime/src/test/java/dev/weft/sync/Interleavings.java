package dev.weft.sync;

import dev.weft.Steps;
import dev.weft.sync.SmallProgram.Actor;
import dev.weft.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A checker that runs a small program in all its interleavings.
 *
 * <ol>
 *   <li>A run is a list of events: a task is let through its gate, a task is cancelled, or the loop does a turn. Between two
 *       turns any number of tasks can be let through or cancelled, so that news of one turn meet in every order.
 *   <li>All lists are tried, by depth-first search: a run makes its choices by number, and the next run takes the last
 *       choice that has another one left.
 *   <li>Tasks of the same role, which is the first letter of their names, do the same: they begin in the order of their
 *       creation only.
 *   <li>When nothing is left to run, the program checks its state.
 * </ol>
 */
final class Interleavings {

    private static final int TURNS_IN_A_ROW = 2; // as many as news take from one task to another
    private static final int SETTLED = 12; // turns after which nothing moves any more in so small a program

    private final Supplier<? extends SmallProgram> programs;
    private final int cancels;
    private final List<Integer> choices = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private int position;

    private Interleavings(Supplier<? extends SmallProgram> programs, int cancels) {
        this.programs = programs;
        this.cancels = cancels;
    }

    /** Runs all interleavings with up to so many cancellations, and returns their number. */
    static int check(int cancels, Supplier<? extends SmallProgram> programs) {
        return new Interleavings(programs, cancels).checkAll();
    }

    private int checkAll() {
        int runs = 0;
        try (TestLoop loop = new TestLoop()) {
            do {
                position = 0;
                events.clear();
                try {
                    run(loop);
                } catch (AssertionError | RuntimeException failure) {
                    throw new AssertionError("run " + runs + ": " + events, failure);
                }
                runs++;
            } while (next());
        }
        return runs;
    }

    private boolean next() {
        int last = choices.size() - 1;
        while (last >= 0 && choices.get(last) + 1 == widths.get(last)) {
            choices.remove(/* index */ last);
            widths.remove(/* index */ last);
            last--;
        }
        if (last >= 0) {
            choices.set(last, choices.get(last) + 1);
        }
        return last >= 0;
    }

    private int choose(int width) {
        if (position == choices.size()) {
            choices.add(0);
            widths.add(width);
        }
        return choices.get(position++);
    }

    private void run(TestLoop loop) {
        SmallProgram program = (SmallProgram) loop.run(Steps.of("begin", x -> programs.get()));
        loop.turn();
        int cancelsLeft = cancels;
        int turns = 0;
        while (true) {
            List<Actor> gated = program.goers();
            List<Actor> open = cancelsLeft == 0
                    ? List.of()
                    : program.actors.stream().filter(Actor::isWaiting).toList();
            boolean mayTurn = turns < TURNS_IN_A_ROW;
            int width = gated.size() + open.size() + (mayTurn ? 1 : 0);
            if (gated.isEmpty() && turns >= TURNS_IN_A_ROW) {
                settle(loop);
                program.rethrow();
                program.checkSettled();
                if (program.actors.stream().noneMatch(Actor::isAtGate)) {
                    break;
                }
                turns = 0;
                continue;
            }
            int choice = choose(width);
            if (choice < gated.size()) {
                Actor actor = gated.get(choice);
                events.add(actor + " goes on");
                actor.letThrough();
                turns = 0;
            } else if (choice < gated.size() + open.size()) {
                Actor actor = open.get(choice - gated.size());
                events.add("cancel " + actor);
                actor.cancel();
                cancelsLeft--;
                turns = 0;
            } else {
                events.add("turn");
                loop.turn();
                turns++;
            }
        }
        program.actors.forEach(actor -> actor.task().cancel());
        settle(loop);
    }

    private static void settle(TestLoop loop) {
        for (int i = 0; i < SETTLED; i++) {
            loop.turn();
        }
    }
}
