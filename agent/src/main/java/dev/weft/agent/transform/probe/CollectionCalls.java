package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.RuntimeAbi;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The table of the methods of the JDK's collections and atomic variables: which read, which write, and how much.
 *
 * <p>A method that changes a collection and tells what was there, such as {@code poll}, reads as well, but only if the code
 * looks at its result. A method that looks before it writes, such as {@code putIfAbsent}, always reads.
 */
final class CollectionCalls {
    private static final String UTIL = "java/util/";
    private static final String ATOMIC = "java/util/concurrent/atomic/Atomic";
    private static final Set<String> ATOMICS = Set.of("Integer", "Long", "Boolean", "Reference");

    private static final int R = RuntimeAbi.PROBE_READ;
    private static final int W = RuntimeAbi.PROBE_WRITE;
    private static final int ALL = RuntimeAbi.PROBE_WRITE_ALL;
    private static final int TELLS = 8; // of a write: reads as well if the result is used
    private static final int ENTRY = 16;

    private static final Map<String, Integer> COMMON = methods(
            R,
            "size isEmpty iterator forEach stream parallelStream toArray contains containsAll indexOf lastIndexOf"
                    + " subList listIterator spliterator getFirst getLast first last firstElement lastElement elementAt"
                    + " ceiling floor higher lower headSet tailSet subSet descendingSet descendingIterator elements"
                    + " peek peekFirst peekLast element reversed",
            W,
            "addAll addFirst addLast offer offerFirst offerLast push put putFirst putLast addElement",
            ALL,
            "clear removeAll retainAll removeIf sort replaceAll setSize trimToSize",
            ALL | TELLS,
            "remove poll pollFirst pollLast pop removeFirst removeLast take takeFirst takeLast drainTo"
                    + " removeElement removeElementAt removeAllElements removeFirstOccurrence removeLastOccurrence",
            W | TELLS,
            "add");

    private static final Map<String, Integer> OF_LIST = methods(R | ENTRY, "get", W | TELLS | ENTRY, "set");

    private static final Map<String, Integer> OF_SET = methods(R | ENTRY, "contains", W | TELLS | ENTRY, "add remove");

    private static final Map<String, Integer> OF_MAP = methods(
            R,
            "size isEmpty values keySet entrySet forEach containsValue firstKey lastKey firstEntry lastEntry"
                    + " ceilingKey ceilingEntry floorKey floorEntry higherKey higherEntry lowerKey lowerEntry headMap tailMap"
                    + " subMap descendingMap descendingKeySet navigableKeySet keys elements contains mappingCount",
            R | ENTRY,
            "get containsKey getOrDefault getProperty",
            W | TELLS | ENTRY,
            "put remove setProperty",
            R | W | ENTRY,
            "putIfAbsent computeIfAbsent computeIfPresent compute merge replace",
            ALL,
            "putAll clear replaceAll",
            ALL | TELLS,
            "pollFirstEntry pollLastEntry");

    private static final Map<String, Integer> OF_ATOMIC = methods(
            R,
            "get getPlain getAcquire getOpaque intValue longValue doubleValue floatValue",
            W,
            "set setPlain setRelease setOpaque lazySet",
            R | W,
            "getAndSet getAndIncrement getAndDecrement getAndAdd incrementAndGet decrementAndGet addAndGet"
                    + " getAndUpdate updateAndGet getAndAccumulate accumulateAndGet compareAndSet compareAndExchange"
                    + " weakCompareAndSet weakCompareAndSetPlain weakCompareAndSetVolatile");

    private CollectionCalls() {}

    /** Returns what a call does; null if it is not of a collection, or does nothing that matters. */
    static @Nullable CollectionCall of(MethodInsnNode call) {
        if (call.getOpcode() != Opcodes.INVOKEVIRTUAL && call.getOpcode() != Opcodes.INVOKEINTERFACE) {
            return null;
        }
        var family = familyOf(call.owner);
        var code = family == null ? null : family.get(call.name);
        if (code == null && family != OF_MAP && family != OF_ATOMIC && family != null) {
            code = COMMON.get(call.name);
        }
        return code == null ? null : decoded(call, code);
    }

    /** Returns whether the objects of a type, given as a descriptor, are collections or atomic variables. */
    static boolean isCollection(String descriptor) {
        return descriptor.charAt(0) == 'L' && familyOf(descriptor.substring(1, descriptor.length() - 1)) != null;
    }

    private static CollectionCall decoded(MethodInsnNode call, int code) {
        boolean tells = (code & TELLS) != 0 && !isDropped(call);
        boolean inserts = call.name.equals("add") && call.desc.startsWith("(I") && call.desc.endsWith(")V");
        int access = (inserts ? ALL : code & (R | W | ALL)) | (tells && !inserts ? R : 0);
        return new CollectionCall(access, (code & ENTRY) != 0);
    }

    /** Whether the code does not look at the result of a call. */
    private static boolean isDropped(MethodInsnNode call) {
        var next = call.getNext();
        while (next != null && next.getOpcode() < 0) {
            next = next.getNext();
        }
        return call.desc.endsWith(")V")
                || (next != null && (next.getOpcode() == Opcodes.POP || next.getOpcode() == Opcodes.POP2));
    }

    private static @Nullable Map<String, Integer> familyOf(String owner) {
        if (!owner.startsWith(UTIL)) {
            return null;
        }
        if (owner.startsWith(ATOMIC)) {
            return ATOMICS.contains(owner.substring(ATOMIC.length())) ? OF_ATOMIC : null;
        }
        if (owner.endsWith("Map") || owner.endsWith("Hashtable") || owner.endsWith("Properties")) {
            return OF_MAP;
        }
        if (owner.endsWith("Set")) {
            return OF_SET;
        }
        if (owner.endsWith("List") || owner.endsWith("Vector") || owner.endsWith("/Stack")) {
            return OF_LIST;
        }
        return owner.endsWith("Deque") || owner.endsWith("Queue") || owner.endsWith("/Collection") ? COMMON : null;
    }

    private static Map<String, Integer> methods(Object... codesAndNames) {
        var methods = new HashMap<String, Integer>();
        for (int i = 0; i < codesAndNames.length; i += 2) {
            for (var name : ((String) codesAndNames[i + 1]).split(" ", -1)) {
                methods.put(name, (Integer) codesAndNames[i]);
            }
        }
        return Map.copyOf(methods);
    }
}
