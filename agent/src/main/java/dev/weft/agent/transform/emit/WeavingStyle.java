package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.normalise.NormalForm;
import dev.weft.agent.transform.scan.MethodStyle;

/**
 * A way of weaving methods. It owns all in which one differs from another: which methods are concerned, their normal form,
 * stub, bodies, frame class and visibility, and what becomes of a method that cannot be woven.
 *
 * <p>Each style has a package of its own beside the others, which know nothing of it.
 */
public interface WeavingStyle extends MethodStyle, Emission {
    /** Returns the normal form of its methods. */
    NormalForm normalForm();

    /** Returns whether a frame exists before the body runs, and keeps the arguments until then. */
    boolean keepsArguments();

    /**
     * Returns whether the program is right without its methods being woven: one that cannot be woven stays as it was, and
     * is only counted. Otherwise the user is told, and the method throws when it is called.
     */
    boolean isOptional();
}
