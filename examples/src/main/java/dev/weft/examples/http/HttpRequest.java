package dev.weft.examples.http;

/**
 * A request as a handler sees it. Its body is read by the handler, as far as it wants.
 *
 * @param method the method, such as {@code GET}
 * @param target the path and the query
 * @param headers the header fields
 * @param body the body, which may be empty
 */
public record HttpRequest(String method, String target, Headers headers, Body body) {

    /**
     * Returns the path.
     *
     * @return the target up to the query
     */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
