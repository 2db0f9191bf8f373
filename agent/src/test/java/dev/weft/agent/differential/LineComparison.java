package dev.weft.agent.differential;

import dev.weft.agent.transform.WovenClass;
import dev.weft.agent.transform.code.Instructions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Printer;

/**
 * A comparison of the line of each instruction of a class before and after weaving.
 *
 * <ol>
 *   <li>The class is woven a second time with a line number of its own for each instruction: the line of a woven
 *       instruction is then the number of that of the source which it is a copy of, or stands beside.
 *   <li>Both times the same instructions come out, so the first must have, in the real lines, the line of that instruction.
 * </ol>
 */
final class LineComparison {
    private static final String WEFT = "dev/weft/abi/";
    private static final String WOVEN = "$weft";
    private static final Pattern BODY = Pattern.compile(".*\\$weft\\d*\\$(start|resume)");
    private static final int ENTRY = 3; // switch (frame.resumedAt())

    private final List<String> differences = new ArrayList<>();
    private final List<AbstractInsnNode> source = new ArrayList<>();
    private final List<Integer> sourceLines = new ArrayList<>();
    private final boolean sharesPaths;
    private int bodies;

    /**
     * Compares the lines of a class before and after it is woven.
     *
     * @param sharesPaths whether paths are shared by several awaits
     */
    LineComparison(byte[] original, Function<byte[], @Nullable WovenClass> weaving, boolean sharesPaths) {
        this.sharesPaths = sharesPaths;
        var woven = weaving.apply(original);
        if (woven == null) {
            return;
        }
        var numbered = weaving.apply(numbered(original));
        var byNumber = methods(numbered == null ? original : numbered.hostBytes());
        for (var method : read(woven.hostBytes()).methods) {
            if (BODY.matcher(method.name).matches()) {
                bodies++;
                compare(method, byNumber.get(method.name + method.desc));
            }
        }
    }

    /** Returns what is wrong, a line of text each. */
    List<String> differences() {
        return differences;
    }

    /** Counts the bodies that were looked at. */
    int bodies() {
        return bodies;
    }

    private void compare(MethodNode body, @Nullable MethodNode numbered) {
        if (numbered == null || body.instructions.size() == 0) {
            differences.add(body.name + " is not woven again");
            return;
        }
        for (var insn : body.instructions) {
            if (insn instanceof LineNumberNode number && number.line == 0) {
                differences.add(body.name + " has a line 0");
            }
        }
        var lines = linesOfReal(body);
        var numbers = linesOfReal(numbered);
        var code = real(body);
        if (numbers.size() != lines.size()) {
            differences.add(body.name + " is not woven again into the same code");
            return;
        }
        for (int i = 0; i < lines.size(); i++) {
            int number = numbers.get(i);
            int expected = number == 0 ? 0 : sourceLines.get(number - 1);
            String place = body.name + " has " + text(code.get(i));
            if (lines.get(i) != expected) {
                differences.add(place + " in line " + lines.get(i) + ", not " + expected);
            }
            if (number == 0 && !isInFront(body, i, numbers)) {
                differences.add(place + " without a line");
            }
            if (isOfTheSource(code.get(i))
                    && (number == 0 || !text(code.get(i)).equals(text(source.get(number - 1))))) {
                differences.add(place + " in place of " + (number == 0 ? "nothing" : text(source.get(number - 1))));
            }
        }
    }

    /**
     * Whether an instruction may have no line: what stands in front of all others. The switch of a resumed body leads to
     * all lines, and paths that several awaits share are of no single one.
     */
    private boolean isInFront(MethodNode body, int index, List<Integer> numbers) {
        boolean mayBe = sharesPaths || (body.name.endsWith("$resume") && index < ENTRY);
        return mayBe && numbers.subList(0, index).stream().allMatch(number -> number == 0);
    }

    /** Whether weaving adds no such instruction: it is a copy. */
    private static boolean isOfTheSource(AbstractInsnNode insn) {
        if (insn instanceof MethodInsnNode call) {
            return !call.owner.startsWith(WEFT)
                    && !call.owner.startsWith("java/")
                    && !call.owner.contains(WOVEN)
                    && !call.name.contains(WOVEN);
        }
        if (insn instanceof FieldInsnNode field) {
            return !field.owner.startsWith(WEFT) && !field.owner.contains(WOVEN);
        }
        return insn instanceof InvokeDynamicInsnNode
                || (insn.getOpcode() >= Opcodes.IALOAD && insn.getOpcode() <= Opcodes.SALOAD)
                || (insn.getOpcode() >= Opcodes.IASTORE && insn.getOpcode() <= Opcodes.SASTORE)
                || insn.getOpcode() == Opcodes.ARRAYLENGTH
                || insn.getOpcode() == Opcodes.INSTANCEOF;
    }

    private byte[] numbered(byte[] original) {
        var type = read(original);
        for (var method : type.methods) {
            int line = 0;
            for (var insn : method.instructions.toArray()) {
                if (insn instanceof LineNumberNode number) {
                    line = number.line;
                    method.instructions.remove(number);
                } else if (insn.getOpcode() >= 0) {
                    source.add(insn);
                    sourceLines.add(line);
                    var label = new LabelNode();
                    method.instructions.insertBefore(insn, label);
                    method.instructions.insertBefore(insn, new LineNumberNode(source.size(), label));
                }
            }
        }
        var writer = new ClassWriter(0);
        type.accept(writer);
        return writer.toByteArray();
    }

    private static Map<String, MethodNode> methods(byte[] file) {
        var methods = new HashMap<String, MethodNode>();
        for (var method : read(file).methods) {
            methods.put(method.name + method.desc, method);
        }
        return methods;
    }

    private static ClassNode read(byte[] file) {
        var type = new ClassNode();
        new ClassReader(file).accept(type, 0);
        return type;
    }

    private static List<AbstractInsnNode> real(MethodNode method) {
        var real = new ArrayList<AbstractInsnNode>();
        for (var insn : method.instructions) {
            if (insn.getOpcode() >= 0) {
                real.add(insn);
            }
        }
        return real;
    }

    private static List<Integer> linesOfReal(MethodNode method) {
        var all = Instructions.lines(method);
        return real(method).stream()
                .map(insn -> all[method.instructions.indexOf(insn)])
                .toList();
    }

    private static String text(AbstractInsnNode insn) {
        String name = Printer.OPCODES[insn.getOpcode()];
        if (insn instanceof MethodInsnNode call) {
            return name + " " + call.owner + "." + call.name + call.desc;
        }
        if (insn instanceof FieldInsnNode field) {
            return name + " " + field.owner + "." + field.name;
        }
        return insn instanceof InvokeDynamicInsnNode dynamic ? name + " " + dynamic.name : name;
    }
}
