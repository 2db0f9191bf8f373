package dev.weft;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose result must be used, or a class all of whose methods are such: a coroutine that is dropped never runs.
 *
 * <p>Error Prone, SpotBugs and IntelliJ IDEA know annotations by this simple name and report a call whose result is ignored. For
 * {@code @Async} methods, which need no such mark, javac reports the same with {@code weft-agent.jar} on its processor path
 * (WEFT-015).
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CheckReturnValue {}
