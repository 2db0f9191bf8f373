package dev.weft.agent.transform.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class files that a class loader can see, read as resources: no class is ever loaded to learn its type.
 *
 * <p>Made for the weaving of one class and used by one thread.
 */
public final class ClassFiles {
    private static final String OBJECT = "java/lang/Object";
    private static final int DEEPEST_HIERARCHY = 1000; // broken class files may claim to extend themselves
    private static final int SKIP_BODIES = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

    private final @Nullable ClassLoader loader; // constant after construction
    private final Map<String, @Nullable ClassOutline> known = new HashMap<>();

    /**
     * Reads through a class loader.
     *
     * @param loader the loader of the class that is woven; null for the bootstrap loader
     */
    public ClassFiles(@Nullable ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Makes a class known that is not to be asked of the loader, such as the one that is being loaded.
     *
     * @param file its class file
     */
    public void add(ClassBytes file) {
        var outline = outlineOf(file.reader());
        known.put(outline.name(), outline);
    }

    /**
     * The outline of a class.
     *
     * @param name its internal name
     * @return the outline, or null if no readable class file is found
     */
    public @Nullable ClassOutline outline(String name) {
        if (known.containsKey(name)) {
            return known.get(name);
        }
        var outline = readOutline(name);
        known.put(name, outline);
        return outline;
    }

    /**
     * Whether a class is another one or a subclass of it.
     *
     * @param name the internal name of the class
     * @param ancestor the internal name of the other class
     * @return false also when the class files on the way cannot be read
     */
    public boolean isSubclass(String name, String ancestor) {
        @Nullable String current = name;
        for (int depth = 0; current != null && depth < DEEPEST_HIERARCHY; depth++) {
            if (current.equals(ancestor)) {
                return true;
            }
            var outline = outline(current);
            current = outline == null ? null : outline.superName();
        }
        return false;
    }

    /**
     * Whether a class may be another one or a subclass of it, as far as class files tell.
     *
     * @param name the internal name of the class
     * @param ancestor the internal name of the other class
     * @return true also when the class files on the way cannot be read
     */
    public boolean mayBeSubclass(String name, String ancestor) {
        @Nullable String current = name;
        for (int depth = 0; current != null && depth < DEEPEST_HIERARCHY; depth++) {
            if (current.equals(ancestor)) {
                return true;
            }
            var outline = outline(current);
            if (outline == null) {
                return true;
            }
            current = outline.superName();
        }
        return false;
    }

    /**
     * The class that two classes are merged to where control flows together, as the JVM sees it: to it every interface is
     * {@code Object}.
     *
     * @param first the internal name of a class or interface
     * @param second the internal name of another
     * @return an internal name; that of {@code Object} also when the class files cannot be read
     */
    public String commonSuperclass(String first, String second) {
        if (isInterface(first) || isInterface(second)) {
            return OBJECT;
        }
        @Nullable String current = first;
        for (int depth = 0; current != null && depth < DEEPEST_HIERARCHY; depth++) {
            if (isSubclass(second, current)) {
                return current;
            }
            var outline = outline(current);
            current = outline == null ? null : outline.superName();
        }
        return OBJECT;
    }

    /**
     * Whether a class implements an interface, itself or by what it extends.
     *
     * @param name the internal name of the class
     * @param wanted the internal name of the interface
     * @return false also when the class files on the way cannot be read
     */
    public boolean isImplementedBy(String name, String wanted) {
        return isImplementedBy(name, wanted, 0);
    }

    private boolean isImplementedBy(String name, String wanted, int depth) {
        var outline = depth > DEEPEST_HIERARCHY ? null : outline(name);
        if (outline == null) {
            return false;
        }
        for (var implemented : outline.interfaces()) {
            if (implemented.equals(wanted) || isImplementedBy(implemented, wanted, depth + 1)) {
                return true;
            }
        }
        return outline.superName() != null && isImplementedBy(outline.superName(), wanted, depth + 1);
    }

    private boolean isInterface(String name) {
        var outline = outline(name);
        return outline != null && (outline.access() & Opcodes.ACC_INTERFACE) != 0;
    }

    private @Nullable ClassOutline readOutline(String name) {
        var file = file(name);
        try {
            return file == null ? null : outlineOf(file.reader());
        } catch (RuntimeException unreadable) {
            return null; // as below
        }
    }

    /**
     * Reads the class file of a class.
     *
     * @param name its internal name
     * @return the file, or null if no readable one is found
     */
    public @Nullable ClassBytes file(String name) {
        var path = name + ".class";
        try (InputStream stream =
                loader == null ? ClassLoader.getSystemResourceAsStream(path) : loader.getResourceAsStream(path)) {
            return stream == null ? null : ClassBytes.read(stream.readAllBytes());
        } catch (IOException | RuntimeException unreadable) {
            return null; // the same as a class file that is not there; who asks says what it could not learn
        }
    }

    private static ClassOutline outlineOf(ClassReader reader) {
        var constructors = new PublicNoArgConstructorSearch();
        reader.accept(constructors, SKIP_BODIES);
        return new ClassOutline(
                reader.getClassName(),
                reader.getSuperName(),
                List.of(reader.getInterfaces()),
                reader.getAccess(),
                constructors.found);
    }

    /** Looks for a public constructor without arguments. */
    private static final class PublicNoArgConstructorSearch extends ClassVisitor {
        private boolean found;

        PublicNoArgConstructorSearch() {
            super(Opcodes.ASM9);
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            found |= name.equals("<init>") && descriptor.equals("()V") && (access & Opcodes.ACC_PUBLIC) != 0;
            return null;
        }
    }
}
