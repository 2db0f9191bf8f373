package dev.weft.asyncio;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The class of CPython's {@code test_asyncio} whose cases the tests of a class are written after. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface PortOf {
    /** Module and class, as CPython has them: {@code "test_tasks.BaseTaskTests"}. */
    String value();
}
