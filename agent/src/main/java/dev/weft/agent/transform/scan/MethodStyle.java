package dev.weft.agent.transform.scan;

import org.jspecify.annotations.Nullable;

/** A way of weaving methods, as far as the scan has to know it. */
public interface MethodStyle {
    /**
     * Returns the class of the object that a woven method gives to its caller.
     *
     * @param returned the internal name of the class that the method returns, empty for primitives, arrays and void
     * @param files where the classes that it names are found
     * @return its internal name, or null if a method that returns this is not woven in this style
     */
    @Nullable
    String resultClass(String returned, ClassFiles files);

    /**
     * Returns whether other woven methods of its class may call a method's body, with no object between them.
     *
     * @return true if they may, where the call is statically bound
     */
    boolean isCalledDirectly();
}
