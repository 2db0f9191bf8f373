package dev.weft.benchmarks.network;

import java.io.IOException;
import java.util.List;

/** The main class of a server's process: prints its port, and ends when its input ends. */
final class ServerProgram {
    private ServerProgram() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var ender = new Thread(ServerProgram::endWithInput, "end");
        ender.setDaemon(true);
        ender.start();
        Peer peer = Peer.valueOf(arguments[0]);
        List<String> setting = List.of(arguments).subList(1, arguments.length);
        peer.serve(ServerSetting.of(setting), System.out::println);
    }

    private static void endWithInput() {
        try {
            while (System.in.read() >= 0) {}
        } catch (IOException e) {
            System.err.println(e);
        }
        Runtime.getRuntime().halt(0);
    }
}
