package dev.weft.internal.loop;

/** The text of the program, such as a name that it gave, as a part of one line: escaped, and cut if it is long. */
public final class OneLine {

    private static final int LONGEST = 100; // characters

    private OneLine() {}

    /** Returns a text without line breaks and control characters, with at most 100 characters of it. */
    public static String of(String text) {
        if (text.length() <= LONGEST) {
            return escaped(text);
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return escaped(text.substring(0, end)) + "…";
    }

    /** Returns a text without line breaks and control characters. */
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

    private static boolean breaks(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
