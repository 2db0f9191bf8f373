package dev.weft.examples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Chromium without a window, which a test uses through its DevTools protocol as a person would use it. */
final class Browser implements AutoCloseable {
    private static final Pattern DEVTOOLS = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final Pattern PAGE = Pattern.compile("\"webSocketDebuggerUrl\": \"(ws://[^\"]+/page/[^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern ID = Pattern.compile("\"id\":([0-9]+)");
    private static final int LIMIT_SECONDS = 60;

    private final Process process;
    private final WebSocket page;
    private final Map<Integer, CompletableFuture<String>> replies = new ConcurrentHashMap<>();
    private final AtomicInteger commands = new AtomicInteger();

    private Browser(Process process, URI address) throws Exception {
        this.process = process;
        page = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Replies())
                .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /** Starts a browser that shows a page. */
    static Browser showing(URI address, String chromium, Path profile) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        chromium,
                        "--headless=new",
                        "--no-sandbox", // needed for root, as which builds run
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                        "--user-data-dir=" + profile,
                        "--remote-debugging-port=0",
                        address.toString())
                .redirectErrorStream(true);
        builder.environment().put("TMPDIR", profile.toString()); // what it leaves there goes with the profile
        Process process = builder.start();
        try {
            return new Browser(process, page(debugger(process)));
        } catch (Exception | Error e) {
            end(process);
            throw e;
        }
    }

    private static String debugger(Process process) throws IOException {
        BufferedReader output = process.inputReader(UTF_8);
        StringBuilder printed = new StringBuilder();
        for (String line; (line = output.readLine()) != null; ) {
            Matcher found = DEVTOOLS.matcher(line);
            if (found.find()) {
                Thread drain = new Thread(() -> output.lines().forEach(rest -> {}), "output of the browser");
                drain.setDaemon(true);
                drain.start();
                return found.group(1);
            }
            printed.append(line).append('\n');
        }
        throw new IOException("the browser ended: " + printed);
    }

    /** Returns the address by which the first page is controlled. */
    private static URI page(String debugger) throws Exception {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + debugger + "/json"))
                .build();
        while (true) { // the page opens a moment after the port
            String pages = HttpClient.newHttpClient()
                    .send(list, HttpResponse.BodyHandlers.ofString())
                    .body();
            Matcher found = PAGE.matcher(pages);
            if (found.find()) {
                return URI.create(found.group(1));
            }
        }
    }

    /** Waits until an expression of JavaScript, which may meet an unfinished page, gives a text. */
    void await(String expression, String text) throws Exception {
        String script = "new Promise(done => { const look = () => { let found; try { found = " + expression
                + "; } catch (missing) { found = null } found === '" + text
                + "' ? done(found) : setTimeout(look, 5); }; look(); })";
        while (!text.equals(value(command("Runtime.evaluate", """
                {"expression": "%s", "awaitPromise": true, "returnByValue": true}""".formatted(script))))) {
            Thread.onSpinWait(); // the page was replaced by another while it was asked
        }
    }

    /** Types a text into a field. */
    void type(String id, String text) throws Exception {
        command("Runtime.evaluate", """
                {"expression": "document.getElementById('%s').focus()"}""".formatted(id));
        command("Input.insertText", """
                {"text": "%s"}""".formatted(text));
    }

    /** Presses Enter. */
    void enter() throws Exception {
        command("Input.dispatchKeyEvent", """
                {"type": "keyDown", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\\r"}""");
        command("Input.dispatchKeyEvent", """
                {"type": "keyUp", "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}""");
    }

    private static String value(String reply) {
        Matcher found = VALUE.matcher(reply);
        return found.find() ? found.group(1) : "";
    }

    private String command(String method, String parameters) throws Exception {
        int id = commands.incrementAndGet();
        CompletableFuture<String> reply = new CompletableFuture<>();
        replies.put(id, reply);
        String text = "{\"id\": " + id + ", \"method\": \"" + method + "\", \"params\": " + parameters + "}";
        page.sendText(text, true).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        return reply.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        page.abort();
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** The receiver of what the browser sends. */
    private final class Replies implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                Matcher id = ID.matcher(text);
                if (text.indexOf("{\"id\":") == 0 && id.find()) {
                    CompletableFuture<String> reply = replies.remove(Integer.parseInt(id.group(1)));
                    if (reply != null) {
                        reply.complete(text.toString());
                    }
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
