"""The servers of P16 on asyncio's streams. Prints the port, and ends when its input ends."""

import asyncio
import os
import sys
import threading

START = b"GET /plaintext HTTP/1.1\r\n"
RESPONSE = (
    b"HTTP/1.1 200 OK\r\nServer: benchmark\r\nContent-Type: text/plain\r\nContent-Length: 13\r\n\r\nHello, World!"
)


async def echo(reader, writer):
    while data := await reader.read(1 << 14):
        writer.write(data)
        await writer.drain()
    writer.close()


async def plaintext(reader, writer):
    rest = b""
    while data := await reader.read(1 << 14):
        heads = (rest + data).split(b"\r\n\r\n")
        rest = heads.pop()
        for head in heads:
            if not head.startswith(START):
                raise ValueError(head)
        writer.write(RESPONSE * len(heads))
        await writer.drain()
    writer.close()


def end_with_input():
    sys.stdin.read()
    os._exit(0)


async def main():
    handler = {"ECHO": echo, "HTTP": plaintext}[sys.argv[1]]
    server = await asyncio.start_server(handler, "127.0.0.1", 0, backlog=4096)
    print(server.sockets[0].getsockname()[1], flush=True)
    threading.Thread(target=end_with_input, daemon=True).start()
    await server.serve_forever()


asyncio.run(main())
