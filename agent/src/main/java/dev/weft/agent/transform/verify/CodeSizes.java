package dev.weft.agent.transform.verify;

import dev.weft.agent.transform.code.Signature;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/** The sizes of the bodies in a class file, in bytes of bytecode. */
public final class CodeSizes {
    /** The JVM loads no larger method. */
    public static final int LARGEST = 65_535;

    private static final int MEMBER_HEADER = 6; // access, name, descriptor
    private static final int ATTRIBUTE_HEADER = 6; // name, length
    private static final int CODE_LENGTH_OFFSET = ATTRIBUTE_HEADER + 4; // behind the two maxima

    private CodeSizes() {}

    /**
     * Measures every method that has a body.
     *
     * @param reader a reader of the class file
     * @return the sizes by method
     */
    public static Map<Signature, Integer> of(ClassReader reader) {
        var sizes = new HashMap<Signature, Integer>();
        var buffer = new char[reader.getMaxStringLength()];
        int offset = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6); // behind the interfaces
        int fields = reader.readUnsignedShort(offset);
        offset += 2;
        for (int i = 0; i < fields; i++) {
            offset = endOfMember(reader, offset);
        }
        int methods = reader.readUnsignedShort(offset);
        offset += 2;
        for (int i = 0; i < methods; i++) {
            int size = codeSize(reader, offset, buffer);
            if (size > 0) {
                sizes.put(
                        new Signature(reader.readUTF8(offset + 2, buffer), reader.readUTF8(offset + 4, buffer)), size);
            }
            offset = endOfMember(reader, offset);
        }
        return sizes;
    }

    private static int codeSize(ClassReader reader, int member, char[] buffer) {
        int attribute = member + MEMBER_HEADER + 2;
        for (int left = reader.readUnsignedShort(member + MEMBER_HEADER); left > 0; left--) {
            if ("Code".equals(reader.readUTF8(attribute, buffer))) {
                return reader.readInt(attribute + CODE_LENGTH_OFFSET);
            }
            attribute += ATTRIBUTE_HEADER + reader.readInt(attribute + 2);
        }
        return 0;
    }

    private static int endOfMember(ClassReader reader, int member) {
        int attribute = member + MEMBER_HEADER + 2;
        for (int left = reader.readUnsignedShort(member + MEMBER_HEADER); left > 0; left--) {
            attribute += ATTRIBUTE_HEADER + reader.readInt(attribute + 2);
        }
        return attribute;
    }
}
