import asyncio
import socket
import struct


async def main():
    gone = asyncio.Event()

    async def handle(reader, writer):
        await reader.readexactly(1)
        writer.transport.get_extra_info("socket").setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
        )
        writer.transport.abort()
        gone.set()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    waiting = asyncio.create_task(read(reader))
    await asyncio.sleep(0)
    writer.write(b"x")
    await waiting
    try:
        await reader.read(10)
    except ConnectionError:
        print("again")
    print("exception", reader.exception() is not None, writer.is_closing())
    writer.write(b"y")
    try:
        await writer.drain()
    except ConnectionError:
        print("drain")
    try:
        await writer.wait_closed()
    except ConnectionError:
        print("wait_closed")
    server.close()
    await server.wait_closed()


async def read(reader):
    try:
        await reader.readline()
    except ConnectionError:
        print("lost")


asyncio.run(main())
