package dev.weft.internal.loop;

/** The text of the program, such as a name that it gave, as a part of one line: escaped, and cut if it is long. */
public final class OneLine {

    private static final int LONGEST = 100; // characters

    private OneLine() {}

    /** Returns a text without characters that break or turn a line, with at most 100 characters of it. */
    public static String of(String text) {
        if (text.length() <= LONGEST) {
            return escaped(text);
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return escaped(text.substring(0, end)) + "…";
    }

    /** Returns a text without characters that {@link #breaks break or turn} a line. */
    public static String escaped(String text) {
        int at = 0;
        while (at < text.length() && !breaks(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 8).append(text, 0, at);
        for (; at < text.length(); at++) {
            append(text.charAt(at), line);
        }
        return line.toString();
    }

    private static void append(char c, StringBuilder line) {
        switch (c) {
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (breaks(c)) {
                    line.append(String.format("\\u%04x", (int) c));
                } else {
                    line.append(c);
                }
            }
        }
    }

    /** Tells whether a terminal or a page would end the line at a character, or show what follows it elsewhere in the line. */
    public static boolean breaks(char c) {
        return Character.isISOControl(c)
                || c == '\u2028' // the separators of lines and of paragraphs
                || c == '\u2029'
                || turns(c);
    }

    /** Tells whether a character controls the direction of a text: the marks, the embeddings and the isolates. */
    private static boolean turns(char c) {
        return c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
