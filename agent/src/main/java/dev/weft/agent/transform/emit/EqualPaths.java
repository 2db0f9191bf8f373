package dev.weft.agent.transform.emit;

import dev.weft.agent.transform.code.BodySize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.InsnList;

/** The suspension points of a body, grouped by the code of the paths that lead to them or away from them. */
final class EqualPaths {
    /**
     * A group of suspension points.
     *
     * @param code what they do, with nothing in it that depends on which of them it is
     * @param points their indexes, in code order
     */
    record Group(InsnList code, List<Integer> points) {
        /**
         * Returns whether one path for all takes fewer bytes than one for each.
         *
         * @param stub what each needs to get there
         */
        boolean isWorthSharing(int stub) {
            int each = BodySize.mostOf(code) / 2; // most instructions take 1 to 3 bytes
            return (points.size() - 1) * each > points.size() * stub;
        }
    }

    private final Map<String, Group> groups = new LinkedHashMap<>();

    /** Adds a point. */
    void add(int point, InsnList code) {
        String text = CodeText.of(code);
        var group = groups.get(text);
        if (group == null) {
            group = new Group(code, new ArrayList<>());
            groups.put(text, group);
        }
        group.points().add(point);
    }

    /** Returns the groups in the order of their first points. */
    Iterable<Group> groups() {
        return groups.values();
    }
}
