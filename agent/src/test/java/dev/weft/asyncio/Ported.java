package dev.weft.asyncio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/** A test of the behaviour that these cases of CPython's class check: that of the nearest {@link PortOf}. */
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Ported {
    /** The cases' names, as CPython has them: {@code "test_cancel"}. */
    String[] value();
}
