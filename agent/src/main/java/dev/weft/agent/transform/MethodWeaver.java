package dev.weft.agent.transform;

import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.scan.AsyncMethod;

/** Weaves one method. */
@FunctionalInterface
interface MethodWeaver {
    /**
     * Weaves a method.
     *
     * @param method the method
     * @param callees all methods of its class that are woven
     * @return what stands in its place
     * @throws RefusedMethodException if the method cannot be woven
     */
    WovenMethod weave(AsyncMethod method, Callees callees);
}
