package dev.weft.abi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A mark of each class into which the agent has put probes ({@code test=}). */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Probed {

    /**
     * Names the class: a copy of the mark on another one, such as a mock, tells nothing.
     *
     * @return the name of the class
     */
    String value();

    /**
     * Tells whether the class has references to methods that may have no probes.
     *
     * @return true if it has
     */
    boolean refersElsewhere() default false;
}
