package dev.weft.agent.transform.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A remedy that names something which does not exist is worse than none. */
class MentionedNamesTest {
    @ParameterizedTest
    @EnumSource(Wording.class)
    void text_thatNamesClassesAndMethods_namesExistingOnes(Wording wording) {
        assertThat(MentionedNames.unresolved(wording.problem())).isEmpty();
        assertThat(MentionedNames.unresolved(wording.remedy())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void explanation_thatNamesClassesAndMethods_namesExistingOnes(Message message) {
        assertThat(MentionedNames.unresolved(message.explanation())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Use dev.weft.sync.Mutex.",
                "Start it with Weft.start.",
                "the reference Weft::yield does",
                "Return AsyncList.",
                "Return Courotine.",
                "Return a Lock<String>.",
                "run it with createTsk.",
                "Mark the method @Asynch.",
                "Mark the method @dev.weft.Weft."
            })
    void text_thatNamesWhatDoesNotExist_isFound(String text) {
        assertThat(MentionedNames.unresolved(text)).hasSize(1);
    }

    @Test
    void text_ofNamesThatExist_isFine() {
        assertThat(
                        MentionedNames.unresolved(
                                "Mark it @Async or @dev.weft.Async, return Coroutine<{type}>, call Weft.run,"
                                        + " Weft::await or createTask, and CompletableFuture.whenComplete. The agent is weft-agent.jar."))
                .isEmpty();
    }
}
