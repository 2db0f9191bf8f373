package dev.weft.examples;

import dev.weft.examples.chat.ChatServer;
import dev.weft.examples.http.HttpSite;
import dev.weft.examples.load.ChaosCommand;
import dev.weft.examples.load.LoadCommand;
import dev.weft.examples.load.SoakCommand;
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
    static final List<Program> ALL = List.of(
            new Program("HttpSite", "serves a small site over HTTP/1.1: [PORT]", HttpSite::main),
            new Program("ChatServer", "serves a chat and its web page: [PORT]", ChatServer::main),
            new Program("Load", "loads an HTTP server: URL [OPTIONS], see Load --help", LoadCommand::main),
            new Program("Chaos", "treats an HTTP server badly: URL [OPTIONS], see Chaos --help", ChaosCommand::main),
            new Program(
                    "Soak", "runs a server and clients for minutes: [OPTIONS], see Soak --help", SoakCommand::main));
}
