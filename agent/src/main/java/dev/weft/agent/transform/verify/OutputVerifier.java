package dev.weft.agent.transform.verify;

import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.util.CheckClassAdapter;

/**
 * The check of class files that were woven or made, for {@code verify=true}, without loading any class.
 *
 * <ol>
 *   <li>The structure of the class, and of each instruction in it.
 *   <li>The types that flow through each method.
 * </ol>
 */
public final class OutputVerifier {
    private final ClassFiles files; // constant after construction

    /**
     * Checks against class files.
     *
     * @param files where the types that the checked classes name are found
     */
    public OutputVerifier(ClassFiles files) {
        this.files = files;
    }

    /**
     * Checks a class file.
     *
     * @param file the class file
     * @return what is wrong with it; nothing if all is well
     */
    public List<Flaw> check(byte[] file) {
        var flaws = new ArrayList<Flaw>();
        var bytes = ClassBytes.read(file);
        files.add(bytes);
        try {
            bytes.reader().accept(new CheckClassAdapter(new ClassWriter(0), false), 0);
        } catch (RuntimeException invalid) {
            flaws.add(new Flaw(bytes.name(), "", "its structure is invalid: " + invalid));
        }
        checkMethods(bytes.tree(), flaws);
        return flaws;
    }

    private void checkMethods(ClassNode type, List<Flaw> flaws) {
        var superType = type.superName == null ? "java/lang/Object" : type.superName;
        var verifier = new FileHierarchyVerifier(
                Type.getObjectType(type.name),
                Type.getObjectType(superType),
                type.interfaces.stream().map(Type::getObjectType).toList(),
                (type.access & Opcodes.ACC_INTERFACE) != 0,
                files);
        for (var method : type.methods) {
            try {
                new Analyzer<>(verifier).analyze(type.name, method);
            } catch (AnalyzerException invalid) {
                flaws.add(new Flaw(type.name, method.name, String.valueOf(invalid.getMessage())));
            }
        }
    }
}
