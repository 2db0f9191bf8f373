package dev.weft.agent.transform.probe;

import dev.weft.agent.transform.code.RuntimeAbi;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The first step of weaving under {@code test=}: it puts probes into a class, whether or not the class awaits.
 *
 * <ol>
 *   <li>In front of each access of a variable stands a probe that tells of it.
 *   <li>Calls that ask for time or chance ask the runtime instead.
 *   <li>In front of each call that blocks stands a probe that can refuse it.
 *   <li>References to the methods of such calls, and to constructors, become references to methods that make the calls.
 * </ol>
 *
 * All that follows treats the probes as any other code. They neither branch nor change what a local variable or the operand
 * stack holds, so the stack maps stay right.
 */
public final class Probes {
    private final ClassBytes original;
    private final ClassFiles files;
    private final Predicate<String> isProbed;
    private final Set<String> tooLarge = new HashSet<>(); // methods that have no room for probes

    private Probes(ClassBytes original, ClassFiles files, Predicate<String> isProbed) {
        this.original = original;
        this.files = files;
        this.isProbed = isProbed;
    }

    /**
     * Puts probes into a class.
     *
     * @param type the class
     * @param files where the classes that it names are found
     * @param isProbed whether a class, given by its internal name, has probes
     * @return the class with probes; the same object if the loader of the class does not see the runtime
     */
    public static ClassBytes into(ClassBytes type, ClassFiles files, Predicate<String> isProbed) {
        return files.outline(RuntimeAbi.PROBE) == null ? type : new Probes(type, files, isProbed).probed();
    }

    private ClassBytes probed() {
        while (true) {
            try {
                return ClassBytes.read(original.withOriginalVersion(write()));
            } catch (MethodTooLargeException large) {
                if (!tooLarge.add(large.getMethodName() + large.getDescriptor())) {
                    throw large;
                }
            }
        }
    }

    private byte[] write() {
        var type = new ClassNode();
        original.reader().accept(type, 0);
        var fields = new FieldFacts(type, files);
        var known = new KnownCalls(fields, isProbed);
        boolean refersElsewhere = false;
        for (var method : type.methods) {
            if (tooLarge.contains(method.name + method.desc)) {
                method.instructions.insert(RuntimeAbi.stepUnknown());
            } else if (method.instructions.size() > 0) {
                refersElsewhere |= probe(type, method, fields, known).refersElsewhere();
            }
        }
        ProbedReferences.rewrite(type, body -> probe(type, body, fields, known).callsWhatHasProbes());
        if (tooLarge.isEmpty() && !hasNativeMethod(type)) {
            mark(type, refersElsewhere);
        } // else nothing is known of what its methods touch
        var writer = new ClassWriter(original.reader(), ClassWriter.COMPUTE_MAXS);
        type.accept(writer);
        return writer.toByteArray();
    }

    /** Returns whether code without probes may run in place of a method that a class inherits. */
    private static boolean hasNativeMethod(ClassNode type) {
        return type.methods.stream()
                .anyMatch(method -> (method.access & Opcodes.ACC_NATIVE) != 0
                        && (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE)) == 0);
    }

    private static void mark(ClassNode type, boolean refersElsewhere) {
        var mark = type.visitAnnotation(RuntimeAbi.PROBED, true);
        mark.visit("value", type.name.replace('/', '.'));
        mark.visit("refersElsewhere", refersElsewhere);
        mark.visitEnd();
    }

    /**
     * The contents of a method.
     *
     * @param callsWhatHasProbes whether it calls what has a probe, or a stand-in
     * @param refersElsewhere whether it refers to methods that may have no probes
     */
    private record Contents(boolean callsWhatHasProbes, boolean refersElsewhere) {}

    /** Puts probes into a method; returns what was found there. */
    private Contents probe(ClassNode type, MethodNode method, FieldFacts fields, KnownCalls known) {
        var site = new ProbeSite(type, method);
        var steps = new StepProbes(site, known);
        var variables = new VariableProbes(site, fields, isProbed, steps);
        var callProbes = new CallProbes(site);
        var world = new VirtualWorld(site);
        boolean calls = false;
        AbstractInsnNode[] code = method.instructions.toArray();
        for (int i = 0; i < code.length; i++) {
            if (code[i] instanceof FieldInsnNode field) {
                variables.probeField(field, i);
            } else if (code[i] instanceof MethodInsnNode call) {
                steps.probe(call);
                calls |= world.replace(call) || callProbes.probe(call, i);
            } else if (code[i] instanceof InvokeDynamicInsnNode dynamic) {
                steps.probe(dynamic);
            } else {
                variables.probeElement(code[i], i);
            }
        }
        site.finish();
        return new Contents(calls, steps.refersElsewhere());
    }
}
