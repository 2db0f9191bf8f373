package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.RuntimeAbi;
import java.util.function.Predicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/**
 * The probes of fields and of the elements of arrays. Each stands in front of its access, and leaves the operand stack as it
 * is.
 *
 * <pre>{@code
 * Probe.write(account, "app.Account.balance", place); account.balance = value;
 * }</pre>
 */
final class VariableProbes {
    private final ProbeSite site;
    private final FieldFacts fields;
    private final Predicate<String> isProbed; // internal names of classes
    private final StepProbes steps;

    VariableProbes(ProbeSite site, FieldFacts fields, Predicate<String> isProbed, StepProbes steps) {
        this.steps = steps;
        this.site = site;
        this.fields = fields;
        this.isProbed = isProbed;
    }

    /** Puts a probe in front of an instruction that accesses a field; an object under construction is nobody else's yet. */
    void probeField(FieldInsnNode access, int index) {
        int opcode = access.getOpcode();
        boolean writes = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
        if (!isProbed.test(access.owner)) {
            steps.probeField(access);
            return;
        }
        if (writes && site.isInitialiser() && access.owner.equals(site.type.name)) {
            if (!site.initialisesOnlyItself(access)) {
                steps.probeUnknown(access);
            }
            return;
        }
        var name = fields.nameOf(access);
        if (name == null) {
            if (fields.isHidden(access)) {
                steps.probeUnknown(access);
            }
            return;
        }
        var code = new InsnList();
        if (opcode == Opcodes.GETFIELD) {
            code.add(new InsnNode(Opcodes.DUP));
        } else if (opcode == Opcodes.PUTFIELD) {
            copyOwner(Type.getType(access.desc).getSize() == 2, code);
        }
        code.add(new LdcInsnNode(name));
        code.add(site.place(index));
        code.add(
                switch (opcode) {
                    case Opcodes.GETFIELD -> RuntimeAbi.probeRead();
                    case Opcodes.PUTFIELD -> RuntimeAbi.probeWrite();
                    case Opcodes.GETSTATIC -> RuntimeAbi.probeReadStatic();
                    default -> RuntimeAbi.probeWriteStatic();
                });
        site.method.instructions.insertBefore(access, code);
    }

    /** {@code owner, value} becomes {@code owner, value, owner}. */
    private static void copyOwner(boolean wide, InsnList code) {
        if (wide) {
            code.add(new InsnNode(Opcodes.DUP2_X1));
            code.add(new InsnNode(Opcodes.POP2));
            code.add(new InsnNode(Opcodes.DUP_X2));
        } else {
            code.add(new InsnNode(Opcodes.DUP2));
            code.add(new InsnNode(Opcodes.POP));
        }
    }

    /** Puts a probe in front of an instruction, if it reads or writes an element of an array. */
    void probeElement(AbstractInsnNode access, int index) {
        int opcode = access.getOpcode();
        if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            var code = new InsnList();
            code.add(new InsnNode(Opcodes.DUP2));
            code.add(site.place(index));
            code.add(RuntimeAbi.probeReadElement());
            site.method.instructions.insertBefore(access, code);
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            var code = new InsnList();
            copyArrayAndIndex(opcode == Opcodes.LASTORE || opcode == Opcodes.DASTORE, code);
            if (VariableNames.isFreshArray(access)) { // or so it seems: it may be what is stored that is fresh
                code.add(RuntimeAbi.stepStores());
                site.method.instructions.insertBefore(access, code);
                return;
            }
            code.add(new LdcInsnNode(VariableNames.before(access, site.method, VariableNames::isArray, "an array")));
            code.add(site.place(index));
            code.add(RuntimeAbi.probeWriteElement());
            site.method.instructions.insertBefore(access, code);
        }
    }

    /** {@code array, index, value} becomes {@code array, index, value, array, index}. */
    private static void copyArrayAndIndex(boolean wide, InsnList code) {
        if (wide) {
            code.add(new InsnNode(Opcodes.DUP2_X2));
            code.add(new InsnNode(Opcodes.POP2));
            code.add(new InsnNode(Opcodes.DUP2_X2));
        } else {
            code.add(new InsnNode(Opcodes.DUP_X2));
            code.add(new InsnNode(Opcodes.POP));
            code.add(new InsnNode(Opcodes.DUP2_X1));
        }
    }
}
