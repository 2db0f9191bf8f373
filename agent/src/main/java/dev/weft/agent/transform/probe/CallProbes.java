package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.BlockingCall;
import dev.weft.agent.transform.code.BlockingCalls;
import dev.weft.agent.transform.code.Instructions;
import dev.weft.agent.transform.code.RuntimeAbi;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The probes of calls: of collections, which are variables, and of what blocks. Each stands in front of its call.
 *
 * <pre>{@code
 * Probe.accessEntry(map, key, Probe.WRITE, "Cache.entries", place); map.put(key, value);
 * Probe.blocks("Thread.sleep", "Use await(sleep(duration))."); Thread.sleep(1);
 * }</pre>
 */
final class CallProbes {
    private final ProbeSite site;

    CallProbes(ProbeSite site) {
        this.site = site;
    }

    /** Puts probes in front of a call, if it needs any; tells whether it does. */
    boolean probe(MethodInsnNode call, int index) {
        var ofCollection = CollectionCalls.of(call);
        if (ofCollection != null) {
            probeCollection(call, ofCollection, index);
        }
        var blocking = BlockingCalls.of(call);
        if (blocking != null) {
            probeBlocking(call, blocking);
        }
        return ofCollection != null || blocking != null;
    }

    private void probeCollection(MethodInsnNode call, CollectionCall access, int index) {
        var code = new InsnList();
        var name = VariableNames.before(
                call, site.method, CollectionCalls::isCollection, VariableNames.simpleName(call.owner));
        code.add(site.storeArguments(call));
        code.add(new InsnNode(Opcodes.DUP));
        if (access.ofEntry()) {
            code.add(site.loadFirst(call));
        }
        code.add(Instructions.push(access.access()));
        code.add(new LdcInsnNode(name));
        code.add(site.place(index));
        code.add(access.ofEntry() ? RuntimeAbi.probeAccessEntry() : RuntimeAbi.probeAccess());
        code.add(site.loadArguments(call));
        site.method.instructions.insertBefore(call, code);
    }

    private void probeBlocking(MethodInsnNode call, BlockingCall blocking) {
        var code = new InsnList();
        boolean asks = blocking.receiverTells() && call.getOpcode() != Opcodes.INVOKESTATIC;
        if (asks) {
            code.add(site.storeArguments(call));
            code.add(new InsnNode(Opcodes.DUP));
        }
        code.add(new LdcInsnNode(blocking.name()));
        code.add(new LdcInsnNode(blocking.remedy()));
        code.add(asks ? RuntimeAbi.probeBlocksOn() : RuntimeAbi.probeBlocks());
        if (asks) {
            code.add(site.loadArguments(call));
        }
        site.method.instructions.insertBefore(call, code);
    }
}
