package dev.weft.agent.transform.normalise;

import dev.weft.agent.transform.code.BodyResult;
import dev.weft.agent.transform.code.SuspensionPoint;
import dev.weft.agent.transform.scan.AsyncMethod;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * An async method in normal form.
 *
 * <ul>
 *   <li>At each await the operand stack holds only what is awaited: saving the state means saving live locals.
 *   <li>No object waits for its constructor across an await.
 *   <li>A coroutine's {@code areturn} returns the value itself; coroutines that are returned are awaited first.
 *   <li>Stack map frames name live locals only.
 * </ul>
 *
 * @param method where it came from
 * @param code the rewritten method; nothing changes it after this stage
 * @param points its suspension points in code order
 * @param result how its bodies give the result; if unboxed, the call that boxes it stands in front of each
 *     {@code areturn}
 * @param isRecursive whether it returns a stage and calls itself, directly or by way of others
 */
public record NormalMethod(
        AsyncMethod<?> method, MethodNode code, List<SuspensionPoint> points, BodyResult result, boolean isRecursive) {
    /** Copies the list. */
    public NormalMethod {
        points = List.copyOf(points);
    }

    /** Whether it calls the bodies of other methods directly. */
    public boolean callsDirectly() {
        for (var point : points) {
            if (point.callee() != null) {
                return true;
            }
        }
        return false;
    }
}
