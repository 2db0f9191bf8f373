package dev.weft.internal.signal;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The class file of the subclass of {@link SignalSource} that calls {@code sun.misc.Signal}.
 *
 * <p>Its source would be what stands in the comment in this class.
 *
 * <p>It is not such a source, because javac warns of each mention of these types, which cannot be switched off. It is not
 * a dynamic proxy, because the first one costs 10 ms, which is longer than all the rest of a loop's start, and SIGINT has
 * to be handled before the first line of main runs.
 */
final class HandlerClass {
    // The source:
    //
    //  final class JvmSignalSource extends SignalSource implements SignalHandler {
    //      static { Prototype.set(new JvmSignalSource("")); }
    //      JvmSignalSource(String name) { super(name); }
    //      protected SignalSource create(String name) { return new JvmSignalSource(name); }
    //      protected Object set(String name, Object handler) {
    //          return Signal.handle(new Signal(name), (SignalHandler) handler);
    //      }
    //      protected void call(Object handler, String name) { ((SignalHandler) handler).handle(new Signal(name)); }
    //      protected void raise(String name) { Signal.raise(new Signal(name)); }
    //      public void handle(Signal signal) { received(); }
    //  }

    private static final int JAVA_17 = 61;
    private static final int ACC_FINAL_SUPER = 0x0030;
    private static final int ACC_PUBLIC = 0x0001;
    private static final int ACC_STATIC = 0x0008;

    private static final String ROOM = "dev/weft/internal/signal/";
    private static final String SELF = ROOM + "JvmSignalSource";
    private static final String SOURCE = ROOM + "SignalSource";
    private static final String PROTOTYPE = ROOM + "SignalSource$Prototype";
    private static final String SIGNAL = "sun/misc/Signal";
    private static final String HANDLER = "sun/misc/SignalHandler";
    private static final String TAKES_NAME = "(Ljava/lang/String;)V";

    private final ByteArrayOutputStream pool = new ByteArrayOutputStream();
    private final DataOutputStream constants = new DataOutputStream(pool);
    private final Map<String, Integer> known = new HashMap<>();
    private int entries;

    private HandlerClass() {}

    /** Returns the class file. */
    static byte[] bytes() {
        try {
            return new HandlerClass().write();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private byte[] write() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(body);
        out.writeShort(ACC_FINAL_SUPER);
        out.writeShort(type(SELF));
        out.writeShort(type(SOURCE));
        out.writeShort(1);
        out.writeShort(type(HANDLER));
        out.writeShort(0); // fields
        out.writeShort(7);
        methods(out);
        out.writeShort(0); // attributes

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream head = new DataOutputStream(file);
        head.writeInt(0xCAFEBABE);
        head.writeShort(0);
        head.writeShort(JAVA_17);
        head.writeShort(entries + 1);
        pool.writeTo(head);
        body.writeTo(head);
        return file.toByteArray();
    }

    private void methods(DataOutputStream out) throws IOException {
        Code code = new Code();
        code.op(0xbb, type(SELF)).op(0x59).op(0x12, constant("")); // new, dup, ldc
        code.op(0xb7, method(SELF, "<init>", TAKES_NAME));
        code.op(0xb8, method(PROTOTYPE, "set", "(L" + SOURCE + ";)V")).op(0xb1);
        method(out, ACC_STATIC, "<clinit>", "()V", code);

        code = new Code().op(0x2a).op(0x2b).op(0xb7, method(SOURCE, "<init>", TAKES_NAME)); // aload_0, aload_1
        method(out, 0, "<init>", TAKES_NAME, code.op(0xb1));

        code = new Code().op(0xbb, type(SELF)).op(0x59).op(0x2b).op(0xb7, method(SELF, "<init>", TAKES_NAME));
        method(out, ACC_PUBLIC, "create", "(Ljava/lang/String;)L" + SOURCE + ";", code.op(0xb0));

        code = newSignal(new Code(), 0x2b).op(0x2c).op(0xc0, type(HANDLER)); // aload_2, checkcast
        code.op(0xb8, method(SIGNAL, "handle", "(L" + SIGNAL + ";L" + HANDLER + ";)L" + HANDLER + ";"));
        method(out, ACC_PUBLIC, "set", "(Ljava/lang/String;Ljava/lang/Object;)Ljava/lang/Object;", code.op(0xb0));

        code = newSignal(new Code().op(0x2b).op(0xc0, type(HANDLER)), 0x2c);
        code.interfaceCall(interfaceMethod(HANDLER, "handle", "(L" + SIGNAL + ";)V"));
        method(out, ACC_PUBLIC, "call", "(Ljava/lang/Object;Ljava/lang/String;)V", code.op(0xb1));

        code = newSignal(new Code(), 0x2b).op(0xb8, method(SIGNAL, "raise", "(L" + SIGNAL + ";)V"));
        method(out, ACC_PUBLIC, "raise", TAKES_NAME, code.op(0xb1));

        code = new Code().op(0x2a).op(0xb6, method(SOURCE, "received", "()V"));
        method(out, ACC_PUBLIC, "handle", "(L" + SIGNAL + ";)V", code.op(0xb1));
    }

    /** Adds {@code new Signal(name)}, with the name loaded by an instruction. */
    private Code newSignal(Code code, int loadName) throws IOException {
        return code.op(0xbb, type(SIGNAL)).op(0x59).op(loadName).op(0xb7, method(SIGNAL, "<init>", TAKES_NAME));
    }

    private void method(DataOutputStream out, int access, String name, String descriptor, Code code)
            throws IOException {
        out.writeShort(access);
        out.writeShort(utf8(name));
        out.writeShort(utf8(descriptor));
        out.writeShort(1);
        out.writeShort(utf8("Code"));
        out.writeInt(12 + code.bytes.size());
        out.writeShort(4); // stack
        out.writeShort(3); // locals
        out.writeInt(code.bytes.size());
        code.bytes.writeTo(out);
        out.writeShort(0); // handlers
        out.writeShort(0); // attributes
    }

    private int utf8(String text) throws IOException {
        Integer at = known.get(text);
        if (at == null) {
            constants.writeByte(1);
            constants.writeUTF(text);
            at = ++entries;
            known.put(text, at);
        }
        return at;
    }

    private int type(String name) throws IOException {
        return pair(7, utf8(name), -1);
    }

    private int constant(String text) throws IOException {
        return pair(8, utf8(text), -1);
    }

    private int method(String owner, String name, String descriptor) throws IOException {
        return pair(10, type(owner), pair(12, utf8(name), utf8(descriptor)));
    }

    private int interfaceMethod(String owner, String name, String descriptor) throws IOException {
        return pair(11, type(owner), pair(12, utf8(name), utf8(descriptor)));
    }

    private int pair(int tag, int first, int second) throws IOException {
        constants.writeByte(tag);
        constants.writeShort(first);
        if (second >= 0) {
            constants.writeShort(second);
        }
        return ++entries;
    }

    /** The instructions of one method. */
    private static final class Code {

        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Code op(int opcode) {
            bytes.write(opcode);
            return this;
        }

        Code op(int opcode, int operand) {
            bytes.write(opcode);
            if (opcode != 0x12) { // ldc: an operand of one byte
                bytes.write(operand >> 8);
            }
            bytes.write(operand);
            return this;
        }

        void interfaceCall(int method) {
            op(0xb9, method);
            bytes.write(2); // receiver and argument
            bytes.write(0);
        }
    }
}
