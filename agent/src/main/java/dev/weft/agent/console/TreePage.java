package dev.weft.agent.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A page that draws the tree of a snapshot, and needs no other file. */
final class TreePage {
    private static final String TEMPLATE = "tree.html";
    private static final String DATA = "/*snapshot*/null";

    private TreePage() {}

    /**
     * Returns the page.
     *
     * @param json the snapshot, in which no tag can begin
     */
    static String of(String json) throws IOException {
        try (InputStream template = TreePage.class.getResourceAsStream(TEMPLATE)) {
            if (template == null) {
                throw new IOException("the agent's jar has no " + TEMPLATE);
            }
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace(DATA, json);
        }
    }
}
