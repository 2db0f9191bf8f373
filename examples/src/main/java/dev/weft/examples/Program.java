package dev.weft.examples;

import dev.weft.examples.http.HttpSite;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program of some size that {@link Main} can run, with arguments of its own.
 *
 * @param name its name, by which users select it
 * @param does what it does
 * @param main its main method
 */
record Program(String name, String does, Consumer<String[]> main) {

    /** The programs. */
    static final List<Program> ALL =
            List.of(new Program("HttpSite", "serves a small site over HTTP/1.1: [PORT]", HttpSite::main));
}
