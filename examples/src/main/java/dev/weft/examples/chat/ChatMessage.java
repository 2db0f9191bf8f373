package dev.weft.examples.chat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/**
 * A message of a chat.
 *
 * @param number its number: 1 for the first
 * @param author the name of its author
 * @param text the text, on one line
 */
record ChatMessage(long number, String author, String text) {
    private static final int MOST_CHARACTERS = 500;

    /** Returns a message of a form whose first line is the author; null if it is none. */
    static @Nullable ChatMessage parse(long number, byte[] form) {
        String[] lines = new String(form, UTF_8).split("\n", -1);
        if (lines.length != 2 || lines[0].isBlank() || lines[1].isBlank()) {
            return null;
        }
        return new ChatMessage(number, cleaned(lines[0]), cleaned(lines[1]));
    }

    private static String cleaned(String line) {
        String printable = line.replaceAll("\\p{Cntrl}", " ").strip();
        return printable.substring(0, Math.min(printable.length(), MOST_CHARACTERS));
    }

    /** Returns an event of this message, with its number as the identity, so that a client can say what it has seen. */
    byte[] event() {
        return ("id: " + number + "\ndata: " + author + "\ndata: " + text + "\n\n").getBytes(UTF_8);
    }
}
