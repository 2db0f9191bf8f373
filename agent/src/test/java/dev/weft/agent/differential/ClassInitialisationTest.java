package dev.weft.agent.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Classes are initialised where Java initialises them, which shows once in each loader. */
class ClassInitialisationTest {
    private static final String SOURCE = """
            import static dev.weft.Weft.await;
            import static dev.weft.Weft.completed;
            import dev.weft.Async;
            import dev.weft.Coroutine;
            import dev.weft.agent.differential.Script;
            public class Init {
              static Script notes;
              static class New { static { notes.note("New"); } New(Object a, Object b) { notes.note("made " + a + b); } }
              static class Field { static { notes.note("Field"); } static int count = 5; }
              static class Called {
                static { notes.note("Called"); }
                @Async static Coroutine<Integer> call(Script s, int n) { notes.note("call"); return completed(n + await(s.later(1))); }
              }
              static class Never { static { notes.note("Never"); } Never(int n) {} }
              @Async public static Coroutine<Integer> run(Script s) {
                notes = s;
                new New(await(s.later("a")), await(s.later("b")));
                Field.count += await(s.later(2));
                int sum = Field.count + await(Called.call(s, await(s.later(3))));
                if (sum < 0) { new Never(await(s.later(4))); }
                return completed(sum);
              }
            }
            """;

    private final Map<String, byte[]> compiled = CompiledSources.compile("Init", SOURCE, "-g", "-nowarn");

    /** In loaders of its own, where nothing is initialised yet. */
    private Play play() {
        Function<String, Optional<byte[]>> files = name -> Optional.ofNullable(compiled.get(name));
        return new Play(new SampleCase("Init", "run", false), new OracleSamples(files), new WovenSamples(files, true));
    }

    @Test
    void newWithAnAwaitAmongItsArguments_initialisesItsClassBeforeThem() {
        var expected = play().blocking(Course.SMOOTH);
        assertThat(expected.notes()).containsExactly("New", "made ab", "Field", "Called", "call");
        for (var timing : Timing.values()) {
            assertThat(play().onLoop(Course.SMOOTH, timing, 1)).as("%s", timing).isEqualTo(expected);
        }
    }

    @Test
    void newWhoseArgumentFails_hasInitialisedItsClass() {
        var course = new Course(2, Course.Ending.UNCHECKED);
        var expected = play().blocking(course);
        assertThat(expected.notes()).containsExactly("New");
        assertThat(play().onLoop(course, Timing.NEXT_TURN, 1)).isEqualTo(expected);
    }
}
