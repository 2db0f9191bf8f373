package dev.weft.agent.transform.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names of code in a text for people.
 *
 * <ol>
 *   <li>{@code dev.weft.Async}, {@code Weft.run}, {@code Weft::await}: a class, or a class and a public member of it.
 *   <li>{@code AsyncCallable}, {@code Coroutine}: a capital letter within a word, or at the start of a word that starts no
 *       sentence, is the name of a class.
 *   <li>{@code createTask}: a small letter first and a capital one later is a method of {@code Weft}.
 *   <li>{@code @Async}: an annotation.
 * </ol>
 */
final class MentionedNames {
    /** Where a class is looked up that is named without its package. */
    private static final List<String> PACKAGES = List.of(
            "",
            "dev.weft.",
            "dev.weft.testing.junit.",
            "java.util.concurrent.",
            "java.util.",
            "java.lang.",
            "org.junit.jupiter.api.");

    /** Names of things that are no code. */
    private static final Set<String> PRODUCTS = Set.of("JaCoCo", "HotSpot", "Weft", "Or", "Why");

    /** Options and files, whose parts look like names. */
    private static final Pattern NO_CODE = Pattern.compile("\\{\\w+}|[\\w-]+\\.jar|-\\S+|\\w+=\\w*");

    private static final Pattern NAME = Pattern.compile("@?[A-Za-z]\\w*((\\.|::)[A-Za-z]\\w*)*");

    private MentionedNames() {}

    /** The names in a text that nothing has. */
    static List<String> unresolved(String text) {
        var code = NO_CODE.matcher(text).replaceAll("_");
        var unresolved = new ArrayList<String>();
        var names = NAME.matcher(code);
        while (names.find()) {
            if (isCode(names.group(), code, names.start()) && !isResolved(names.group())) {
                unresolved.add(names.group());
            }
        }
        return unresolved;
    }

    private static boolean isCode(String name, String text, int start) {
        if (name.startsWith("@") || name.contains(".") || name.contains("::")) {
            return true;
        }
        boolean hasInnerCapital = name.matches("\\w*[a-z]\\w*[A-Z]\\w*");
        boolean startsSentence = start == 0 || text.substring(0, start).matches(".*[.:] ");
        boolean isCapitalised = name.matches("[A-Z]+[a-z]\\w*");
        return !PRODUCTS.contains(name) && (hasInnerCapital || (isCapitalised && !startsSentence));
    }

    private static boolean isResolved(String name) {
        if (name.startsWith("@")) {
            var annotation = classNamed(name.substring(1));
            return annotation != null && annotation.isAnnotation();
        }
        if (Character.isLowerCase(name.charAt(0)) && !name.contains(".")) {
            return isMethod("Weft", name);
        }
        int member = Math.max(name.lastIndexOf('.'), name.lastIndexOf(':'));
        return classNamed(name) != null
                || (member > 0 && isMethod(name.substring(0, member).replace(":", ""), name.substring(member + 1)));
    }

    private static boolean isMethod(String owner, String method) {
        var type = classNamed(owner);
        return type != null
                && Arrays.stream(type.getMethods()).anyMatch(it -> it.getName().equals(method));
    }

    private static @Nullable Class<?> classNamed(String name) {
        for (var prefix : PACKAGES) {
            var found = classIfThere(prefix + name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static @Nullable Class<?> classIfThere(String name) {
        try {
            return Class.forName(name, false, MentionedNames.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notThere) { // LinkageError: a name with other capitals
            return null;
        }
    }
}
