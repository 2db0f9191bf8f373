package dev.weft.agent.transform.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MethodNamesTest {
    @Test
    void of_firstMethodOfItsName_bearsThePlainName() {
        var names = MethodNames.of(new MethodKey("app/A", new Signature("m", "()V")), 0);
        assertThat(names.start()).isEqualTo("m$weft$start");
        assertThat(names.resume()).isEqualTo("m$weft$resume");
        assertThat(names.frame()).isEqualTo("app/A$weft$m");
    }

    @Test
    void of_overload_neverMeetsAMethodWithADollarInItsName() {
        var overload = MethodNames.of(new MethodKey("app/A", new Signature("m", "(I)V")), 1);
        var other = MethodNames.of(new MethodKey("app/A", new Signature("m$1", "()V")), 0);
        assertThat(overload.frame()).isEqualTo("app/A$weft1$m").isNotEqualTo(other.frame());
        assertThat(overload.start()).isNotEqualTo(other.start());
    }
}
