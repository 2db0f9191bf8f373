package dev.weft.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConsoleAnswerTest {
    @AfterEach
    void removeTheAnswer() {
        System.clearProperty(ConsoleAnswer.PROPERTY);
    }

    @Test
    void forget_removesTheAnswer() throws Exception {
        var answer = "=loop-1";
        System.setProperty(ConsoleAnswer.PROPERTY, answer);

        var thread = ConsoleAnswer.forget(answer, 1);
        assertThat(thread.isDaemon()).isTrue();
        thread.join();

        assertThat(System.getProperty(ConsoleAnswer.PROPERTY)).isNull();
    }

    @Test
    @SuppressWarnings("StringCopy") // an equal answer that is another one
    void forget_leavesAnEqualAnswerToALaterQuestion() throws Exception {
        var answer = "=loop-1";
        var later = new String(answer);
        System.setProperty(ConsoleAnswer.PROPERTY, later);

        ConsoleAnswer.forget(answer, 1).join();

        assertThat(System.getProperty(ConsoleAnswer.PROPERTY)).isSameAs(later);
    }
}
