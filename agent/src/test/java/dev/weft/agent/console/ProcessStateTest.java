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

    @Test
    void danger_ofAJvm_isNone() {
        var own = String.valueOf(ProcessHandle.current().pid());

        assertThat(new ProcessState(own).danger()).isNull();
        assertThat(new ProcessState("999999999").danger()).isNull();
    }

    @Test
    void foreign_isAProcessWithoutTheLibraryOfAJvm() {
        assertThat(ProcessState.isForeign("7f-80 r-xp 0 /usr/bin/cat\n")).isTrue();
        assertThat(ProcessState.isForeign("7f-80 r-xp 0 /jdk/lib/server/libjvm.so\n"))
                .isFalse();
        assertThat(ProcessState.isForeign("")).isFalse();
    }

    @Test
    void quit_isCaughtIfTheMaskHasIt() {
        assertThat(ProcessState.catchesQuit("Name:\tjava\nSigCgt:\t2000000181005ccf\n"))
                .isTrue();
        assertThat(ProcessState.catchesQuit("Name:\tjava\nSigCgt:\t2000000181005ccb\n"))
                .isFalse();
        assertThat(ProcessState.catchesQuit("SigCgt:\tffffffffffffffff\n")).isTrue();
        assertThat(ProcessState.catchesQuit("")).isTrue();
    }
}
