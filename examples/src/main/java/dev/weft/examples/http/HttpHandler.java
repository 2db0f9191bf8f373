package dev.weft.examples.http;

import dev.weft.Coroutine;

/** The program behind a server: called for each request, in the task of its connection. */
@FunctionalInterface
public interface HttpHandler {
    /**
     * Answers a request. An {@link HttpException} is answered with its status, any other exception with 500.
     *
     * @param request the request
     * @return a coroutine of the response
     * @throws Exception thrown where the coroutine is awaited, too
     */
    Coroutine<HttpResponse> handle(HttpRequest request) throws Exception;
}
