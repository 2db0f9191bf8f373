package dev.weft.agent.transform.scan;

/**
 * A raw pass over the constant pool of a class file: does this class concern Weft at all?
 *
 * <p>The agent asks about classes in which {@link RuntimeName} occurs, and some of them have nothing to weave. So nothing
 * is allocated here; one look at each constant, with every length checked.
 *
 * <ol>
 *   <li>Walk the constants by tag; only {@code CONSTANT_Utf8} is looked at, and only if its length fits.
 *   <li>{@code Ldev/weft/Async;} matches, and so does {@code Ldev/weft/testing/junit/WeftTest;}: some member carries the
 *       annotation.
 *   <li>A descriptor that ends in {@code )Ldev/weft/Coroutine;} matches: something may make a coroutine and drop it.
 *   <li>{@code dev/weft/Weft} together with {@code await} or {@code emit} matches: something may call them.
 *   <li>A constant that runs over the end, or has an unknown tag, makes the pool malformed.
 * </ol>
 *
 * The layout is that of the Java Virtual Machine Specification, chapter 4.4.
 */
public final class ConstantPoolScan {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int COUNT_OFFSET = 8;
    private static final int FIRST_CONSTANT = 10;

    private static final byte[] ASYNC = RuntimeName.ascii("Ldev/weft/Async;");
    private static final byte[] TEST = RuntimeName.ascii("Ldev/weft/testing/junit/WeftTest;");
    private static final byte[] COROUTINE = RuntimeName.ascii(")Ldev/weft/Coroutine;");
    private static final byte[] WEFT = RuntimeName.ascii("dev/weft/Weft");
    private static final byte[] AWAIT = RuntimeName.ascii("await");
    private static final byte[] EMIT = RuntimeName.ascii("emit");

    private ConstantPoolScan() {}

    /** The verdicts on a constant pool. */
    public enum Verdict {
        /** Nothing in the class concerns Weft. */
        UNRELATED,
        /** The class may have something to weave: it is worth reading. */
        RELATED,
        /** The pool breaks the rules of the class files that are known here. */
        MALFORMED
    }

    /**
     * Looks through the constant pool of a class file.
     *
     * @param file the class file, possibly a broken one
     * @return what it tells; never an exception
     */
    public static Verdict scan(byte[] file) {
        if (file.length < FIRST_CONSTANT || ((u2(file, 0) << 16) | u2(file, 2)) != MAGIC) {
            return Verdict.MALFORMED;
        }
        int count = u2(file, COUNT_OFFSET);
        int offset = FIRST_CONSTANT;
        boolean namesWeft = false;
        boolean namesSuspension = false;
        for (int index = 1; index < count; index++) {
            int size = constantSize(file, offset);
            if (size == 0 || size > file.length - offset) {
                return Verdict.MALFORMED;
            }
            int tag = file[offset];
            if (tag == Tag.UTF8) {
                if (is(ASYNC, file, offset, size)
                        || is(TEST, file, offset, size)
                        || endsIn(COROUTINE, file, offset, size)) {
                    return Verdict.RELATED;
                }
                namesWeft = namesWeft || is(WEFT, file, offset, size);
                namesSuspension = namesSuspension || is(AWAIT, file, offset, size) || is(EMIT, file, offset, size);
            } else if (tag == Tag.LONG || tag == Tag.DOUBLE) {
                index++; // a constant of eight bytes takes two indices
            }
            offset += size;
        }
        return namesWeft && namesSuspension ? Verdict.RELATED : Verdict.UNRELATED;
    }

    /** The bytes that the constant at an offset takes, tag included; 0 when that cannot be told. */
    static int constantSize(byte[] file, int offset) {
        if (offset >= file.length) {
            return 0;
        }
        return switch (file[offset]) {
            case Tag.UTF8 -> offset + Tag.UTF8_HEADER > file.length ? 0 : Tag.UTF8_HEADER + u2(file, offset + 1);
            case Tag.CLASS, Tag.STRING, Tag.METHOD_TYPE, Tag.MODULE, Tag.PACKAGE -> 3;
            case Tag.METHOD_HANDLE -> 4;
            case Tag.INTEGER,
                    Tag.FLOAT,
                    Tag.FIELD,
                    Tag.METHOD,
                    Tag.INTERFACE_METHOD,
                    Tag.NAME_AND_TYPE,
                    Tag.DYNAMIC,
                    Tag.INVOKE_DYNAMIC -> 5;
            case Tag.LONG, Tag.DOUBLE -> 9;
            default -> 0;
        };
    }

    /** Whether a constant is a text; most differ in their length already. */
    private static boolean is(byte[] text, byte[] file, int constant, int size) {
        return size == Tag.UTF8_HEADER + text.length && matches(file, constant + Tag.UTF8_HEADER, text);
    }

    /** Whether a constant is a descriptor with a given end; hardly any begins like one. */
    private static boolean endsIn(byte[] text, byte[] file, int constant, int size) {
        return size > Tag.UTF8_HEADER + text.length
                && file[constant + Tag.UTF8_HEADER] == '('
                && matches(file, constant + size - text.length, text);
    }

    private static boolean matches(byte[] file, int start, byte[] text) {
        for (int i = 0; i < text.length; i++) {
            if (file[start + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int u2(byte[] file, int offset) {
        return (file[offset] & 0xFF) << 8 | (file[offset + 1] & 0xFF);
    }

    /** The tags of constants, which the compiler copies to where they are used. */
    private static final class Tag {
        static final int UTF8_HEADER = 3; // tag and length

        static final int UTF8 = 1;
        static final int INTEGER = 3;
        static final int FLOAT = 4;
        static final int LONG = 5;
        static final int DOUBLE = 6;
        static final int CLASS = 7;
        static final int STRING = 8;
        static final int FIELD = 9;
        static final int METHOD = 10;
        static final int INTERFACE_METHOD = 11;
        static final int NAME_AND_TYPE = 12;
        static final int METHOD_HANDLE = 15;
        static final int METHOD_TYPE = 16;
        static final int DYNAMIC = 17;
        static final int INVOKE_DYNAMIC = 18;
        static final int MODULE = 19;
        static final int PACKAGE = 20;

        private Tag() {}
    }
}
