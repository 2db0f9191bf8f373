package dev.weft.examples.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * The head of a message: its first line, and its header fields.
 *
 * @param first the part of the first line before the first space
 * @param second the part behind it
 * @param third the rest of the line
 * @param headers the header fields
 */
record Head(String first, String second, String third, Headers headers) {
    /** The end of a head. */
    static final byte[] END = {'\r', '\n', '\r', '\n'};

    private static final String LINE_END = "\r\n";
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_FIELDS = 431;

    /**
     * Parses a head.
     *
     * @param bytes the head, up to the empty line that ends it
     * @param mostFields the most header fields
     * @throws HttpException if this is none, with the reason
     */
    static Head parse(byte[] bytes, int mostFields) throws HttpException {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf(LINE_END);
        int space = text.indexOf(' ');
        int secondSpace = text.indexOf(' ', space + 1);
        if (space <= 0 || secondSpace <= space + 1 || secondSpace > end || !Headers.isValue(text.substring(0, end))) {
            throw new HttpException(BAD_REQUEST, "the first line is malformed");
        }
        Headers headers = new Headers();
        for (int from = end + 2; from < text.length() - 2; from = end + 2) {
            end = text.indexOf(LINE_END, from);
            if (headers.size() == mostFields) {
                throw new HttpException(TOO_MANY_FIELDS, "more than " + mostFields + " header fields");
            }
            addField(headers, text, from, end);
        }
        return new Head(
                text.substring(0, space),
                text.substring(space + 1, secondSpace),
                text.substring(secondSpace + 1, text.indexOf(LINE_END)),
                headers);
    }

    private static void addField(Headers headers, String text, int from, int end) throws HttpException {
        int colon = text.indexOf(':', from);
        if (colon < 0 || colon > end) {
            throw new HttpException(BAD_REQUEST, "a header field has no colon");
        }
        String name = text.substring(from, colon);
        String value = text.substring(colon + 1, end);
        if (!Headers.isName(name) || !Headers.isValue(value)) {
            throw new HttpException(BAD_REQUEST, "a header field is malformed"); // a folded one is, too: RFC 9112, 5.2
        }
        headers.add(name, value.strip());
    }
}
