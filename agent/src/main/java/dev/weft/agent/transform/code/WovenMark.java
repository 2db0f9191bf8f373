package dev.weft.agent.transform.code;

import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;

/**
 * The mark of a woven class file: a class attribute that holds the version of what the woven code asks of the runtime.
 *
 * <pre>
 * Woven_attribute { u2 attribute_name_index; u4 attribute_length; u2 abi_version; }
 * </pre>
 *
 * The JVM skips attributes that it does not know. This one refers to no constant, so that tools may copy it unread.
 */
public final class WovenMark extends Attribute {
    /** The name of the attribute. */
    public static final String NAME = "dev.weft.Woven";

    /** Makes a mark of this weaver. */
    public WovenMark() {
        super(NAME);
    }

    @Override
    protected ByteVector write(ClassWriter writer, byte[] code, int codeLength, int maxStack, int maxLocals) {
        return new ByteVector().putShort(RuntimeAbi.VERSION);
    }
}
