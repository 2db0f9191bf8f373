package dev.weft.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The output of a program: captured while it runs in this JVM, or stored in a file. */
final class Printed {
    private Printed() {}

    /** Runs a program and returns the lines that it prints on standard output. */
    static List<String> by(Runnable program) {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Returns the expected lines of a lesson: those that CPython 3.13 printed for its Python twin, if it has one. */
    static List<String> expectedOf(String lesson) {
        try (InputStream file = Printed.class.getResourceAsStream(lesson + ".txt")) {
            if (file == null) {
                throw new IllegalStateException("no file " + lesson + ".txt among the test resources: run " + lesson
                        + ".py, if there is one, and keep its output");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
