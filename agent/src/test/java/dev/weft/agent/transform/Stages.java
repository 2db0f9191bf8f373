package dev.weft.agent.transform;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.transform.analysis.MethodAnalyzer;
import dev.weft.agent.transform.analysis.MethodFacts;
import dev.weft.agent.transform.emit.MethodEmitter;
import dev.weft.agent.transform.emit.WeavingStyle;
import dev.weft.agent.transform.emit.WovenMethod;
import dev.weft.agent.transform.normalise.Callees;
import dev.weft.agent.transform.normalise.NormalMethod;
import dev.weft.agent.transform.normalise.Normaliser;
import dev.weft.agent.transform.plan.MethodPlan;
import dev.weft.agent.transform.plan.MethodPlanner;
import dev.weft.agent.transform.scan.AsyncMethod;
import dev.weft.agent.transform.scan.AsyncMethodFinder;
import dev.weft.agent.transform.scan.ClassBytes;
import dev.weft.agent.transform.scan.ClassFiles;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/** One async method of a small class, after each stage of the pipeline. */
public final class Stages {
    private static final String HEAD = """
            package app;
            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.util.*;
            import java.util.concurrent.*;
            @SuppressWarnings("all")
            """;

    /** A suspension point with one operand, as text: what it does to the operand stack. */
    public static final String SUSPENSION = "POP\nACONST_NULL\nCHECKCAST java/lang/Object\n";

    private final AsyncMethod<WeavingStyle> method;
    private final Callees callees;

    private Stages(List<AsyncMethod<WeavingStyle>> methods, String name) {
        this.callees = new Callees(methods.get(0).owner(), methods);
        this.method = methods.stream()
                .filter(it -> it.node().name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Method {@code m} of a class {@code app.A} with these members. */
    public static Stages of(String members) {
        return of("public class A {\n" + members + "\n}", "m");
    }

    /** A method of {@code app.A}. */
    public static Stages of(String source, String method) {
        var files =
                CompiledSources.compile("app.A", HEAD + source, "-g", "--release", "17", "-nowarn", "-Xlint:-options");
        var type = ClassBytes.read(files.get("app/A"));
        var hierarchy = new ClassFiles(Stages.class.getClassLoader());
        files.values().forEach(file -> hierarchy.add(ClassBytes.read(file)));
        return new Stages(
                AsyncMethodFinder.find(type, hierarchy, Styles.AWAITING).woven(), method);
    }

    /** As the scan found it. */
    public AsyncMethod<WeavingStyle> found() {
        return method;
    }

    /** A copy of its code, for a stage to change. */
    public MethodNode code() {
        var node = method.node();
        var copy = new MethodNode(node.access, node.name, node.desc, node.signature, null);
        node.accept(copy);
        return copy;
    }

    /** The async methods of its class. */
    public Callees callees() {
        return callees;
    }

    /** Normalised. */
    public NormalMethod normal() {
        return Normaliser.normalise(method, callees, method.style().normalForm());
    }

    /** Analysed. */
    public MethodFacts facts() {
        return MethodAnalyzer.analyze(normal(), callees.namesOf(method));
    }

    /** Planned. */
    public MethodPlan plan() {
        return MethodPlanner.plan(facts(), method.style().keepsArguments());
    }

    /** Emitted. */
    public WovenMethod woven() {
        return MethodEmitter.emit(normal(), plan(), method.style());
    }

    /** The code of a method as text, one instruction a line, without labels that nothing refers to and debug information. */
    public static String text(MethodNode method) {
        var printer = new Textifier();
        method.accept(new TraceMethodVisitor(printer));
        var text = new StringWriter();
        var writer = new PrintWriter(text);
        printer.print(writer);
        writer.flush();
        var lines = text.toString()
                .lines()
                .map(String::strip)
                .filter(line -> !line.matches("(LINENUMBER|LOCALVARIABLE|MAX|//|@).*"))
                .toList();
        var code = lines.stream().filter(line -> !isLabel(line)).collect(Collectors.joining("\n", "", "\n"));
        return lines.stream()
                .filter(line -> !isLabel(line) || code.matches("(?s).*[ (]" + line + "\\s.*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static boolean isLabel(String line) {
        return line.matches("L\\d+");
    }
}
