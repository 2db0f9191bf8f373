package dev.weft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExceptionGroupTest {

    @Test
    void printStackTrace_ofAGroup_showsEachMemberOnce() {
        Exception first = new IllegalStateException("first");
        Exception second = new IllegalArgumentException("second");
        ExceptionGroup group = new ExceptionGroup("two failures", List.of(first, second));
        StringWriter text = new StringWriter();
        group.printStackTrace(new PrintWriter(text, true));

        assertThat(group).hasCause(first);
        assertThat(text.toString())
                .contains("two failures (2 sub-exceptions)")
                .containsOnlyOnce("java.lang.IllegalStateException: first")
                .containsOnlyOnce("java.lang.IllegalArgumentException: second")
                .doesNotContain("CIRCULAR");
    }

    @Test
    void subgroup_ofAGroup_hasTheFirstOfItsOwnMembersAsCause() {
        Exception second = new IllegalArgumentException("second");
        ExceptionGroup group = new ExceptionGroup("two failures", List.of(new IllegalStateException("first"), second));

        assertThat(group.subgroup(IllegalArgumentException.class))
                .hasCause(second)
                .hasNoSuppressedExceptions();
    }
}
