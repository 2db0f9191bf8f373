package dev.weft.agent.differential;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A random class with async methods, as source: declarations, assignments, branches, loops and handlers in any nesting,
 * with awaits wherever an expression can stand. The same seed gives the same class. Loops have few rounds, so that each
 * run ends.
 */
final class RandomProgram {
    private static final String[] TYPES = {"int", "long", "double", "boolean", "String", "Object", "int[]", "byte"};
    private static final int DEEPEST_STATEMENT = 4;
    private static final int DEEPEST_EXPRESSION = 3;

    private record Local(String type, String name) {}

    private final Random random;
    private final StringBuilder text = new StringBuilder();
    private final Deque<List<Local>> scopes = new ArrayDeque<>();
    private int names;
    private int statementsLeft;
    private int loops; // around the statement that is being written
    private boolean stage;

    private RandomProgram(long seed) {
        random = new Random(seed);
    }

    /** The source of a class {@code R} with the cases {@code c0}, {@code c1}, ... */
    static String source(long seed, int cases) {
        var program = new RandomProgram(seed);
        program.text.append("""
                import static dev.weft.Weft.await;
                import static dev.weft.Weft.completed;
                import dev.weft.Async;
                import dev.weft.Coroutine;
                import dev.weft.agent.differential.Script;
                import java.util.concurrent.CompletableFuture;
                @SuppressWarnings({"all"})
                public class R {
                  int field = 1; long wide = 2; static String shared; int[] array = {1, 2, 3};
                  record Box(Object a, long b, Object c) {}
                  @Async private Coroutine<Integer> helper(Script s, int a, long b) {
                    int sum = a + (int) b + await(s.later(a));
                    if (a % 3 == 0) { throw new IllegalStateException("helper " + a); }
                    return a % 3 == 1 ? completed(sum) : helper(s, a + 2, await(s.later(b)));
                  }
                  @Async private static Coroutine<Integer> counted(Script s, int a) {
                    return a % 2 == 0 ? completed(a) : completed(a + await(s.later(1)));
                  }
                  @Async Coroutine<String> virtual(Script s, String text) {
                    return completed(text + await(s.later("v")));
                  }
                  static String clip(Object value) {
                    String all = String.valueOf(value instanceof int[] ints ? java.util.Arrays.toString(ints) : value);
                    return all.length() > 40 ? all.substring(0, 40) : all;
                  }
                """);
        for (int i = 0; i < cases; i++) {
            program.method("c" + i);
        }
        return program.text.append("}\n").toString();
    }

    private void method(String name) {
        stage = random.nextInt(5) == 0;
        statementsLeft = 16;
        scopes.clear();
        names = 0;
        text.append("  @Async public ")
                .append(stage ? "CompletableFuture" : "Coroutine")
                .append("<Object> ")
                .append(name)
                .append("(Script s) throws Exception {\n");
        text.append("    shared = \"s\";\n");
        scopes.push(new ArrayList<>());
        for (int i = 0; i < 6; i++) {
            statement(0);
        }
        text.append("    return ").append(stage ? "CompletableFuture.completedFuture" : "completed");
        text.append("(clip(").append(everything()).append("));\n  }\n");
    }

    private String everything() {
        var all = new StringBuilder("\"\" + field + wide + shared + array[0] + array[1] + array[2]");
        for (var scope : scopes) {
            for (var local : scope) {
                all.append(" + clip(").append(local.name()).append(')');
            }
        }
        return all.toString();
    }

    private void block(int depth) {
        scopes.push(new ArrayList<>());
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            statement(depth);
        }
        scopes.pop();
    }

    private void line(int depth, String code) {
        text.append("  ".repeat(depth + 2)).append(code).append('\n');
    }

    private void statement(int depth) {
        if (statementsLeft-- <= 0 || depth >= DEEPEST_STATEMENT) {
            line(depth, "s.note(" + expression("String", 1) + ");");
            return;
        }
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> declare(depth);
            case 3, 4 -> assign(depth);
            case 5 -> compound(depth);
            case 6 -> line(depth, "s.note(" + expression("String", 0) + ");");
            case 7 -> line(depth, awaitCall(TYPES[random.nextInt(TYPES.length)]) + ";");
            case 8, 9 -> branch(depth);
            case 10, 11 -> loop(depth);
            case 12, 13 -> handlers(depth);
            case 14 -> switchStatement(depth);
            default -> leave(depth);
        }
    }

    private void declare(int depth) {
        String type = TYPES[random.nextInt(TYPES.length)];
        String name = "v" + names++;
        line(depth, type + " " + name + " = " + expression(type, 0) + ";");
        scopes.element().add(new Local(type, name));
    }

    private void assign(int depth) {
        var local = anyLocal();
        if (local != null && random.nextInt(3) > 0) {
            line(depth, local.name() + " = " + expression(local.type(), 0) + ";");
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> line(depth, "field = " + expression("int", 0) + ";");
            case 1 -> line(depth, "wide = " + expression("long", 0) + ";");
            case 2 -> line(depth, "shared = clip(" + expression("String", 0) + ");");
            default -> line(depth, "array[" + index() + "] = " + expression("int", 0) + ";");
        }
    }

    private void compound(int depth) {
        switch (random.nextInt(5)) {
            case 0 -> line(depth, "field += " + expression("int", 0) + ";");
            case 1 -> line(depth, "wide -= " + expression("long", 0) + ";");
            case 2 -> line(depth, "shared += " + expression("Object", 1) + " == null;");
            case 3 -> line(depth, "array[" + index() + "] ^= " + expression("int", 0) + ";");
            default -> {
                var local = localOf("long");
                line(depth, (local == null ? "wide" : local) + " += " + expression("int", 0) + ";");
            }
        }
    }

    private void branch(int depth) {
        line(depth, "if (" + expression("boolean", 0) + ") {");
        block(depth + 1);
        if (random.nextBoolean()) {
            line(depth, "} else {");
            block(depth + 1);
        }
        line(depth, "}");
    }

    private void loop(int depth) {
        String counter = "i" + names++;
        String type = random.nextBoolean() ? "int" : "long";
        if (random.nextInt(3) == 0) {
            line(depth, "for (" + type + " " + counter + " : new " + type + "[] {0, " + await("int") + "}) {");
        } else {
            line(
                    depth,
                    "for (" + type + " " + counter + " = 0; " + counter + " < 2 & s.notes().size() < 60"
                            + (random.nextBoolean() ? " && " + await("boolean") : "") + "; " + counter + "++) {");
        }
        loops++;
        scopes.push(new ArrayList<>(List.of(new Local(type, counter))));
        block(depth + 1);
        scopes.pop();
        loops--;
        line(depth, "}");
    }

    private void handlers(int depth) {
        line(depth, "try {");
        block(depth + 1);
        int shape = random.nextInt(4);
        if (shape != 0) {
            String name = "e" + names++;
            String type = new String[] {"RuntimeException", "Throwable", "IllegalStateException"}[random.nextInt(3)];
            line(depth, "} catch (" + type + " " + name + ") {");
            line(depth + 1, "s.note(" + name + ".getClass().getSimpleName());");
            block(depth + 1);
            if (random.nextInt(4) == 0) {
                line(depth + 1, "if (field % 2 == 0) { throw " + name + "; }");
            }
        }
        if (shape < 2) {
            line(depth, "} finally {");
            block(depth + 1);
        }
        line(depth, "}");
    }

    private void switchStatement(int depth) {
        boolean words = random.nextBoolean();
        line(depth, "switch (" + (words ? "clip(" + expression("String", 1) + ")" : expression("int", 1)) + ") {");
        for (int i = 0; i < 3; i++) {
            line(depth, i == 2 ? "default:" : "case " + (words ? "\"" + "va".charAt(i) + "\"" : i * 2 + 1) + ":");
            line(depth, "{");
            block(depth + 1);
            line(depth, "}");
            if (random.nextBoolean()) {
                line(depth + 1, "break;");
            }
        }
        line(depth, "}");
    }

    /** Under a condition: what follows must stay reachable. */
    private void leave(int depth) {
        String condition = "if (" + expression("boolean", 1) + ") { ";
        switch (random.nextInt(loops > 0 ? 5 : 3)) {
            case 0 ->
                line(depth, condition + "throw new IllegalStateException(\"own \" + " + expression("int", 1) + "); }");
            case 1 ->
                line(
                        depth,
                        condition + "return " + (stage ? "CompletableFuture.completedFuture(" : "completed(")
                                + expression("Object", 1) + " == null); }");
            case 2 ->
                line(
                        depth,
                        condition
                                + (stage
                                        ? "return CompletableFuture.completedFuture(1); }"
                                        : "return (Coroutine) helper(s, " + expression("int", 2) + ", 1); }"));
            case 3 -> line(depth, condition + "break; }");
            default -> line(depth, condition + "continue; }");
        }
    }

    private Local anyLocal() {
        var all = scopes.stream()
                .flatMap(List::stream)
                .filter(it -> !it.name().startsWith("i"))
                .toList();
        return all.isEmpty() ? null : all.get(random.nextInt(all.size()));
    }

    private String localOf(String type) {
        var all = scopes.stream()
                .flatMap(List::stream)
                .filter(it -> it.type().equals(type) && !it.name().startsWith("i"))
                .toList();
        return all.isEmpty() ? null : all.get(random.nextInt(all.size())).name();
    }

    private String index() {
        return "(" + expression("int", 2) + " & 1)";
    }

    private String await(String type) {
        return "((" + type + ") " + awaitCall(type) + ")";
    }

    private String awaitCall(String type) {
        int kind = random.nextInt(stage ? 3 : 8);
        String inner = expression(type, 2);
        if (stage || kind < 2) {
            return "await(s.stage(" + inner + "))";
        }
        if (kind < 4 && type.equals("int")) {
            return random.nextBoolean()
                    ? "await(counted(s, " + inner + "))"
                    : "await(helper(s, " + inner + ", " + expression("long", 2) + "))";
        }
        if (kind < 6 && type.equals("String")) {
            return "await(virtual(s, clip(" + inner + ")))";
        }
        return "await(s.later(" + inner + "))";
    }

    private String expression(String type, int depth) {
        if (depth < DEEPEST_EXPRESSION && random.nextInt(3) == 0) {
            return await(type);
        }
        if (depth < DEEPEST_EXPRESSION && random.nextInt(6) == 0) {
            return "(" + expression("boolean", depth + 1) + " ? " + expression(type, depth + 1) + " : "
                    + expression(type, depth + 1) + ")";
        }
        if (depth >= DEEPEST_EXPRESSION || random.nextInt(3) == 0) {
            String local = localOf(type);
            return local == null || random.nextInt(5) == 0 ? constant(type) : local;
        }
        return operation(type, depth + 1);
    }

    private String constant(String type) {
        return switch (type) {
            case "int" -> String.valueOf(random.nextInt(8) - 1);
            case "long" -> random.nextInt(5) + "L";
            case "double" -> random.nextInt(4) + ".5";
            case "boolean" -> random.nextBoolean() ? "true" : "(field > 0)";
            case "byte" -> "(byte) " + random.nextInt(300);
            case "String" -> random.nextInt(4) == 0 ? "(String) null" : "\"" + (char) ('a' + random.nextInt(4)) + "\"";
            case "int[]" -> random.nextInt(6) == 0 ? "(int[]) null" : "new int[] {7, 8, 9}";
            default -> random.nextInt(3) == 0 ? "(Object) null" : "(Object) \"o\"";
        };
    }

    private String operation(String type, int depth) {
        return switch (type) {
            case "int" -> intOperation(depth);
            case "long" ->
                "(" + expression("long", depth) + pick(" + ", " * ", " - ", " ^ ") + expression("int", depth) + ")";
            case "double" -> "(" + expression("double", depth) + pick(" + ", " * ") + expression("long", depth) + ")";
            case "boolean" ->
                "(" + expression("int", depth) + pick(" < ", " >= ", " == ", " != ") + expression("long", depth)
                        + pick(" & ", " && ", " || ", " ^ ") + expression("boolean", depth) + ")";
            case "byte" -> "(byte) (" + expression("int", depth) + ")";
            case "String" ->
                "(\"\" + clip(" + expression(pick("int", "String", "Object"), depth) + ") + clip("
                        + expression("String", depth) + "))";
            case "int[]" -> "new int[] {" + expression("int", depth) + ", 1, " + expression("int", depth) + "}";
            default -> objectOperation(depth);
        };
    }

    private String intOperation(int depth) {
        return switch (random.nextInt(7)) {
            case 0 -> "(field += " + expression("int", depth) + ")";
            case 1 -> "array[" + index() + "]++";
            case 2 -> "(array[" + index() + "] += " + expression("int", depth) + ")";
            case 3 -> "(int) (wide = " + expression("long", depth) + ")";
            case 4 -> "(" + expression("int", depth) + " / " + expression("int", depth) + ")";
            case 5 -> {
                String local = localOf("int[]");
                yield local == null ? "field++" : local + "[" + index() + "]";
            }
            default ->
                "(" + expression("int", depth) + pick(" + ", " - ", " * ", " & ") + expression("int", depth) + ")";
        };
    }

    private String objectOperation(int depth) {
        return switch (random.nextInt(4)) {
            case 0 ->
                "(Object) new Box(" + expression("Object", depth) + ", " + expression("long", depth) + ", "
                        + expression("String", depth) + ").toString().length()";
            case 1 ->
                "(Object) new StringBuilder(" + "clip(" + expression("String", depth) + ")).append("
                        + expression("double", depth) + ").toString()";
            case 2 ->
                "(Object) switch (" + expression("int", depth) + ") { case 1 -> " + expression("String", depth)
                        + "; case 2 -> { try { yield " + expression("int", depth)
                        + "; } catch (RuntimeException e" + names++ + ") { yield "
                        + expression("String", depth) + "; } } default -> " + expression("long", depth) + "; }";
            default -> "(Object) (" + expression(pick("int", "String", "boolean", "double"), depth) + ")";
        };
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
