package dev.weft.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessStateTest {
    @Test
    void letter_standsBehindTheNameOfTheProgram() {
        assertThat(ProcessState.letter("71 (java) T 1 71 71 0 -1")).isEqualTo('T');
        assertThat(ProcessState.letter("71 (a) T) (b)) S 1 71 71 0 -1")).isEqualTo('S');
    }

    @Test
    void letter_ofAnotherText_isUnknown() {
        assertThat(ProcessState.letter("")).isEqualTo('?');
        assertThat(ProcessState.letter("71 (java) ")).isEqualTo('?');
    }

    @Test
    void obstacle_ofAProcessThatRunsOrIsUnknown_isNone() {
        var own = String.valueOf(ProcessHandle.current().pid());

        assertThat(new ProcessState(own).obstacle()).isNull();
        assertThat(new ProcessState("999999999").obstacle()).isNull();
    }
}
