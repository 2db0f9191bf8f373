package dev.weft.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command of the README, each time in its own JVM and in real time. */
class MainIT {
    @Test
    void command_withoutName_listsTheExamplesAndRunsTheTutorial() throws Exception {
        Command.Result result = Command.examples();

        List<String> expected = new ArrayList<>();
        for (Lesson lesson : Lesson.TUTORIAL) {
            expected.add("");
            expected.add("-- " + lesson.name() + ": " + lesson.teaches());
            expected.addAll(Printed.expectedOf(lesson.name()));
        }
        int listed = 2 + Lesson.TUTORIAL.size() + Lesson.MORE.size() + Program.ALL.size();
        assertThat(result.err()).isEmpty();
        assertThat(result.out().subList(0, listed))
                .anyMatch(line -> line.contains("HttpFanOut"))
                .anyMatch(line -> line.contains("HttpSite"));
        assertThat(result.out().subList(listed, result.out().size())).isEqualTo(expected);
        assertThat(result.status()).isZero();
    }

    @Test
    void command_withName_printsThatLessonOnly() throws Exception {
        Command.Result result = Command.examples("SleepRace");

        assertThat(result).isEqualTo(new Command.Result(0, List.of("shav", "text", "finished"), List.of()));
    }

    @Test
    void command_withUnknownName_listsTheKnownOnes() throws Exception {
        Command.Result result = Command.examples("SleepRice");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().get(0)).isEqualTo("There is no example named 'SleepRice'.");
        assertThat(String.join("\n", result.err())).contains("SleepRace", "HttpFanOut");
    }

    @Test
    void command_withTwoNames_isRefused() throws Exception {
        Command.Result result = Command.examples("SleepRace", "AwaitTask");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err().get(0)).isEqualTo("One example at a time, please: 2 names were given.");
    }

    @Test
    void command_withTheAgentAsWell_isWovenOnce() throws Exception {
        Command.Result result = Command.java(Command.AGENT, "-jar", Command.EXAMPLES, "SleepRace");

        assertThat(result).isEqualTo(new Command.Result(0, List.of("shav", "text", "finished"), List.of()));
    }

    @Test
    void classes_withoutAgent_sayHowTheyAreStarted() throws Exception {
        Command.Result result = Command.java("-cp", Command.EXAMPLES, Main.class.getName());

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).hasSize(2);
        assertThat(result.err().get(0)).contains("not woven", "-javaagent:weft-agent.jar");
        assertThat(result.err().get(1)).isEqualTo("Here: " + Main.COMMAND);
    }

    @Test
    void httpFanOut_asCommand_survivesAFailureAndATimeout() throws Exception {
        Command.Result result = Command.examples("HttpFanOut");

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .containsExactlyInAnyOrder(
                        "50 of 200 done",
                        "100 of 200 done",
                        "150 of 200 done",
                        "200 of 200 done",
                        "/item/13 failed: HTTP 500",
                        "/item/77 timed out after 500 ms",
                        "200 requests: 198 answered, 1 failed, 1 timed out")
                .endsWith("200 requests: 198 answered, 1 failed, 1 timed out");
    }
}
