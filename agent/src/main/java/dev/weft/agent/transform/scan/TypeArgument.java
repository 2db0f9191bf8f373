package dev.weft.agent.transform.scan;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.signature.SignatureReader;
import org.objectweb.asm.signature.SignatureVisitor;

/** The only type argument of the type that a method returns, read from its generic signature. */
final class TypeArgument extends SignatureVisitor {
    private @Nullable String found;
    private int depth;
    private boolean ofReturned;

    private TypeArgument() {
        super(Opcodes.ASM9);
    }

    /**
     * The class to which every value of {@code T} belongs, for a method that returns {@code AsyncIterator<T>}.
     *
     * @return its internal name, or null if {@code T} is no class, or the signature is broken, as the JVM allows
     */
    static @Nullable String ofReturnType(String signature) {
        try {
            var argument = new TypeArgument();
            new SignatureReader(signature).accept(argument);
            return argument.found;
        } catch (RuntimeException broken) {
            return null;
        }
    }

    @Override
    public SignatureVisitor visitReturnType() {
        ofReturned = true;
        depth = 0;
        return this;
    }

    @Override
    public SignatureVisitor visitParameterType() {
        return new SignatureVisitor(Opcodes.ASM9) {};
    }

    @Override
    public SignatureVisitor visitExceptionType() {
        return new SignatureVisitor(Opcodes.ASM9) {};
    }

    @Override
    public SignatureVisitor visitClassBound() {
        return new SignatureVisitor(Opcodes.ASM9) {};
    }

    @Override
    public SignatureVisitor visitInterfaceBound() {
        return new SignatureVisitor(Opcodes.ASM9) {};
    }

    @Override
    public SignatureVisitor visitTypeArgument(char wildcard) {
        boolean isOfReturned = ofReturned && depth == 1 && wildcard != SUPER;
        return isOfReturned ? new Argument() : new SignatureVisitor(Opcodes.ASM9) {};
    }

    @Override
    public void visitClassType(String name) {
        depth++;
    }

    /** The argument itself; what it has for arguments is of no interest. */
    private final class Argument extends SignatureVisitor {
        Argument() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visitClassType(String name) {
            found = name;
        }

        @Override
        public void visitInnerClassType(String name) {
            found += "$" + name;
        }

        @Override
        public SignatureVisitor visitArrayType() {
            return new SignatureVisitor(Opcodes.ASM9) {};
        }

        @Override
        public SignatureVisitor visitTypeArgument(char wildcard) {
            return new SignatureVisitor(Opcodes.ASM9) {};
        }
    }
}
