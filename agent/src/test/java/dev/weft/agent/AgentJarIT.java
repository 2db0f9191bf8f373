package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the finished agent jar contains. */
class AgentJarIT {
    private static final Path JAR = Path.of("target", "weft-agent.jar");
    private static final int JAVA_17 = 61;

    @Test
    void classes_inTheJar_areAllTheAgentsOwn() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")))
                    .as("a foreign package in the jar would meet the program's own copy of it on the class path")
                    .isNotEmpty()
                    .allMatch(name -> name.matches("(META-INF/versions/17/)?dev/weft/agent/.*"));
        }
    }

    @Test
    void classes_inTheJar_runOnJava17() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().filter(AgentJarIT::isClass))
                    .allMatch(entry -> new ClassReader(bytes(jar, entry)).readUnsignedShort(6) <= JAVA_17);
        }
    }

    @Test
    void classes_ofTheAgent_concatenateStringsWithoutBootstrapping() throws IOException {
        var found = new ArrayList<String>();
        try (var jar = new JarFile(JAR.toFile())) {
            jar.stream().filter(AgentJarIT::isClass).forEach(entry -> {
                var reader = new ClassReader(bytes(jar, entry));
                reader.accept(concatenationFinder(reader.getClassName(), found), ClassReader.SKIP_DEBUG);
            });
        }
        assertThat(found)
                .as(
                        "the first such concatenation slows the start of every woven program: compile with -XDstringConcat=inline")
                .isEmpty();
    }

    @Test
    void manifest_ofTheJar_namesTheAgentsEntryPoints() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            var attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Premain-Class")).isEqualTo(AgentMain.class.getName());
            assertThat(attributes.getValue("Agent-Class")).isEqualTo(AgentMain.class.getName());
            assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
        }
    }

    @Test
    void nameOfTheModule_onAModulePath_isNotTakenFromTheFile() {
        var module = ModuleFinder.of(JAR).find("dev.weft.agent").orElseThrow().descriptor();
        assertThat(module.isAutomatic()).isTrue();
        assertThat(module.mainClass()).contains(AgentMain.class.getName());
    }

    @Test
    void licences_ofTheJar_coverAsm() throws IOException {
        try (var jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getEntry("META-INF/licenses/ASM.txt")).isNotNull();
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(entry.getName(), e);
        }
    }

    private static ClassVisitor concatenationFinder(String type, List<String> found) {
        return new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                    @Override
                    public void visitInvokeDynamicInsn(
                            String call, String callDescriptor, Handle bootstrap, Object... arguments) {
                        if (bootstrap.getOwner().equals("java/lang/invoke/StringConcatFactory")) {
                            found.add(type + "." + name);
                        }
                    }
                };
            }
        };
    }
}
