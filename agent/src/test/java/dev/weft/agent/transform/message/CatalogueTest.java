package dev.weft.agent.transform.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** What holds for all messages, and for all code that builds one. */
class CatalogueTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final String WORDING = Type.getInternalName(Wording.class);
    private static final String TAKES_VALUES = "[Ljava/lang/String;)" + Type.getDescriptor(Diagnostic.class);

    /** A place in the code that builds a message, and how many values it gives. */
    private record Use(String place, Wording wording, int values) {}

    @Test
    void numbers_ofAllMessages_areDifferentAndInOrder() {
        assertThat(Arrays.stream(Message.values()).map(Message::code))
                .allMatch(code -> code.matches("WEFT-\\d{3}"))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(Message.class)
    void message_inTheCatalogue_isExplainedAndHasATextOfItsOwn(Message message) {
        assertThat(message.explanation()).matches("\\S.*\\.").doesNotContain("\n");
        assertThat(Wording.values()).anyMatch(wording -> wording.message() == message);
    }

    @ParameterizedTest
    @EnumSource(Wording.class)
    void text_inTheCatalogue_isOneLineOfSentences(Wording wording) {
        assertThat(wording.problem()).matches("[a-z@J].*\\.").doesNotContain("\n", "  ", "%", "..");
        assertThat(wording.remedy()).matches("[A-Z].*\\.").doesNotContain("\n", "  ", "%", "..");
    }

    @Test
    void number_ofAMessage_standsInTheCatalogueOnly() throws IOException {
        var catalogue = Type.getInternalName(Message.class);
        assertThat(classes())
                .filteredOn(type -> !type.name.equals(catalogue))
                .allSatisfy(type ->
                        assertThat(constants(type)).as(type.name).noneMatch(constant -> constant.contains("WEFT-")));
    }

    @Test
    void diagnostic_whereverItIsBuilt_comesFromTheCatalogue() throws IOException {
        var diagnostic = Type.getInternalName(Diagnostic.class);
        assertThat(instructions(type -> !type.name.equals(WORDING) && !type.name.equals(diagnostic)))
                .noneMatch(insn -> insn.getOpcode() == Opcodes.NEW && ((TypeInsnNode) insn).desc.equals(diagnostic));
    }

    @Test
    void text_whereverItIsUsed_getsAsManyValuesAsItTakes() throws IOException {
        var uses = uses();
        assertThat(uses)
                .allSatisfy(use -> assertThat(use.values())
                        .as(use.place() + " " + use.wording())
                        .isEqualTo(use.wording().parameters().size()));
        assertThat(uses).extracting(Use::wording).containsAll(EnumSet.allOf(Wording.class));
    }

    @Test
    void value_ofSeveralLines_becomesOne() {
        var text = Wording.DUMP_FAILED.ofClass("app/A", "no\n\tspace {left}.").text();
        assertThat(text)
                .startsWith("WEFT-033 app.A: the option dump= could not write this class: no space {left}. Check ");
    }

    @Test
    void values_tooFewTooManyOrEmpty_areRefused() {
        assertThatThrownBy(() -> Wording.DUMP_FAILED.ofClass("A")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Wording.DUMP_FAILED.ofClass("A", "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes the values [cause], not [a, b]");
        assertThatThrownBy(() -> Wording.DUMP_FAILED.ofClass("A", " \n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the value of {cause} is empty");
    }

    private static List<Use> uses() throws IOException {
        var uses = new ArrayList<Use>();
        for (var type : classes()) {
            for (var method : type.methods) {
                addUses(type, method, uses);
            }
        }
        return uses;
    }

    /** A text is named, its values are put into a new array, and both go to a method that builds the message. */
    private static void addUses(ClassNode type, MethodNode method, List<Use> uses) {
        Wording wording = null;
        int values = -1;
        for (var insn : method.instructions) {
            if (insn.getOpcode() == Opcodes.GETSTATIC && isWording((FieldInsnNode) insn, type)) {
                assertThat(wording)
                        .as("%s.%s names a text and does not use it", type.name, method.name)
                        .isNull();
                wording = Wording.valueOf(((FieldInsnNode) insn).name);
            } else if (wording != null && insn.getOpcode() == Opcodes.ANEWARRAY) {
                values = insn.getPrevious().getOpcode() - Opcodes.ICONST_0;
            } else if (wording != null && insn instanceof MethodInsnNode call && call.desc.endsWith(TAKES_VALUES)) {
                uses.add(new Use(type.name + "." + method.name, wording, values));
                wording = null;
                values = -1;
            }
        }
        assertThat(wording)
                .as("%s.%s names a text and does not use it", type.name, method.name)
                .isNull();
    }

    private static boolean isWording(FieldInsnNode field, ClassNode type) {
        return field.desc.equals("L" + WORDING + ";") && !type.name.equals(WORDING);
    }

    private static List<String> constants(ClassNode type) {
        var constants = new ArrayList<String>();
        type.fields.forEach(field -> constants.add(String.valueOf(field.value)));
        for (var method : type.methods) {
            for (var insn : method.instructions) {
                if (insn instanceof LdcInsnNode constant) {
                    constants.add(String.valueOf(constant.cst));
                } else if (insn instanceof InvokeDynamicInsnNode dynamic) {
                    constants.add(Arrays.toString(dynamic.bsmArgs));
                }
            }
        }
        return constants;
    }

    private static List<AbstractInsnNode> instructions(Predicate<ClassNode> types) throws IOException {
        return classes().stream()
                .filter(types)
                .flatMap(type -> type.methods.stream())
                .flatMap(method -> Stream.of(method.instructions.toArray()))
                .toList();
    }

    private static List<ClassNode> classes() throws IOException {
        try (var files = Files.walk(CLASSES)) {
            var classes = files.filter(file -> file.toString().endsWith(".class"))
                    .map(CatalogueTest::read)
                    .toList();
            assertThat(classes).hasSizeGreaterThan(100);
            return classes;
        }
    }

    private static ClassNode read(Path file) {
        try {
            var type = new ClassNode();
            new ClassReader(Files.readAllBytes(file)).accept(type, ClassReader.SKIP_FRAMES);
            return type;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
