package dev.weft.agent.neighbours;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.CompiledSources;
import dev.weft.agent.RecordingReporter;
import dev.weft.agent.transform.AsyncClassTransformer;
import dev.weft.agent.transform.WovenClass;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.TraceClassVisitor;

/** What class files say beside code: all of it stays on the methods and classes that the user wrote. */
class AttributesTest {
    private static final String SOURCE = """
            package app;

            import static dev.weft.Weft.*;
            import dev.weft.*;
            import java.lang.annotation.*;
            import java.util.*;
            import java.util.concurrent.CompletableFuture;

            public class Hosts {
                @Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
                @Retention(RetentionPolicy.RUNTIME) @interface Seen { String value() default "x"; }
                @Target({ElementType.METHOD, ElementType.PARAMETER, ElementType.TYPE_USE})
                @Retention(RetentionPolicy.CLASS) @interface Unseen { int[] value() default {}; }

                public static class Methods<E extends Comparable<E>> {
                    @Async @Seen("m") @Unseen({1, 2}) @Deprecated
                    protected final <@Seen T extends @Seen E> Coroutine<@Seen List<? super T>> generic(
                            @Seen final T one, @Unseen List<@Seen("deep") ? extends E[]> others) throws java.io.@Seen IOException {
                        List<? super T> kept = new ArrayList<>();
                        await(yieldNow());
                        for (E[] array : others) { await(yieldNow()); kept.add(one); }
                        return completed(kept);
                    }
                    @Async static strictfp Coroutine<Double> variable(double first, String... rest) {
                        await(yieldNow());
                        return completed(first * rest.length);
                    }
                    @Async CompletableFuture<E> hot(@Seen @Unseen CompletableFuture<@Seen E> input) {
                        E value = await(input);
                        return CompletableFuture.completedFuture(value);
                    }
                    Coroutine<String> lambda(String text) throws Exception {
                        AsyncCallable<String> body = () -> { await(yieldNow()); return completed(text); };
                        return body.call();
                    }
                }
                record Point(@Seen int x, List<@Seen String> names) {
                    @Async Coroutine<Integer> moved(int by) { await(yieldNow()); return completed(x + by); }
                }
                enum Colour {
                    RED { @Async @Override Coroutine<String> shade() { await(yieldNow()); return completed(name()); } };
                    @Async abstract Coroutine<String> shade();
                }
                sealed interface Shape permits Square, Circle {
                    @Async default Coroutine<Integer> area() { await(yieldNow()); return completed(side() * side()); }
                    @Async static Coroutine<Integer> none() { await(yieldNow()); return completed(0); }
                    int side();
                }
                record Square(int side) implements Shape {}
                static final class Circle implements Shape { @Override public int side() { return 3; } }
                static Object local() {
                    class Local { @Async Coroutine<String> name() { await(yieldNow()); return completed("local"); } }
                    return new Object() {
                        @Async Coroutine<String> name() { await(yieldNow()); return completed("" + new Local()); }
                    };
                }
            }
            """;

    private static Map<String, byte[]> before;
    private static final Map<String, WovenClass> AFTER = new LinkedHashMap<>();

    @BeforeAll
    static void weave() {
        before = CompiledSources.compile("app.Hosts", SOURCE, "-g", "-parameters", "--release", "17", "-nowarn");
        var transformer = AsyncClassTransformer.create(new RecordingReporter(), null, true);
        before.forEach((name, file) -> {
            var woven = transformer.transform(file, AttributesTest.class.getClassLoader());
            if (woven != null) {
                AFTER.put(name, woven);
            }
        });
    }

    @Test
    void hosts_ofEachKind_areWoven() {
        assertThat(AFTER.keySet())
                .containsExactlyInAnyOrder(
                        "app/Hosts$Methods",
                        "app/Hosts$Point",
                        "app/Hosts$Colour$1",
                        "app/Hosts$Shape",
                        "app/Hosts$1Local",
                        "app/Hosts$1");
    }

    @Test
    void attributes_ofWovenClassesAndTheirMethods_areThoseOfTheOriginals() {
        AFTER.forEach((name, woven) -> assertThat(declarations(woven.hostBytes(), before.get(name)))
                .isEqualTo(declarations(before.get(name), before.get(name))));
    }

    @Test
    void members_thatWeavingAdds_areSynthetic() {
        AFTER.forEach((name, woven) -> {
            var original = methodNames(tree(before.get(name)).methods);
            assertThat(tree(woven.hostBytes()).methods)
                    .filteredOn(method -> !original.contains(method.name + method.desc))
                    .isNotEmpty()
                    .allMatch(method -> (method.access & Opcodes.ACC_SYNTHETIC) != 0);
            assertThat(tree(woven.hostBytes()).fields).hasSameSizeAs(tree(before.get(name)).fields);
            assertThat(woven.frames()).allMatch(frame -> (tree(frame.bytes()).access & Opcodes.ACC_SYNTHETIC) != 0);
        });
    }

    @Test
    void localVariables_ofFirstBodies_areThoseOfTheOriginals() {
        AFTER.forEach((name, woven) -> {
            var bodies = tree(woven.hostBytes()).methods;
            for (var original : tree(before.get(name)).methods) {
                for (var body : bodies) {
                    if (body.name.equals(original.name + "$weft$start")) {
                        assertThat(variables(body)).isEqualTo(variables(original));
                    } else if (body.name.equals(original.name + "$weft$resume")) {
                        assertThat(variables(original)).containsAll(variables(body));
                    }
                }
            }
        });
    }

    @Test
    void localVariables_ofResumedBodies_haveTheirGenericTypes() {
        var resumed = tree(AFTER.get("app/Hosts$Methods").hostBytes()).methods.stream()
                .filter(method -> method.name.equals("generic$weft$resume"))
                .findFirst()
                .orElseThrow();
        assertThat(variables(resumed))
                .contains("kept Ljava/util/List; Ljava/util/List<-TT;>;", "one Ljava/lang/Comparable; TT;");
    }

    private static Set<String> variables(MethodNode method) {
        var variables = new TreeSet<String>();
        for (var variable : method.localVariables) {
            variables.add(variable.name + " " + variable.desc + " " + variable.signature);
        }
        return variables;
    }

    /** All that a class file declares, without code, and without members that the original does not have. */
    private static String declarations(byte[] file, byte[] original) {
        var tree = new ClassNode();
        new ClassReader(file).accept(tree, ClassReader.SKIP_CODE);
        var declared = methodNames(tree(original).methods);
        tree.methods.removeIf(method -> !declared.contains(method.name + method.desc));
        tree.attrs = null; // the mark of woven classes
        var text = new StringWriter();
        tree.accept(new TraceClassVisitor(new PrintWriter(text)));
        return text.toString();
    }

    private static List<String> methodNames(List<MethodNode> methods) {
        return methods.stream().map(method -> method.name + method.desc).toList();
    }

    private static ClassNode tree(byte[] file) {
        var tree = new ClassNode();
        new ClassReader(file).accept(tree, 0);
        return tree;
    }
}
