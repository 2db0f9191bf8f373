import asyncio


async def main():
    go = asyncio.Event()

    async def handle(reader, writer):
        await go.wait()
        writer.write(b"abc\n")
        await reader.read()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    task = asyncio.create_task(reader.readline())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    try:
        await asyncio.wait_for(reader.readexactly(4), 0.01)
    except TimeoutError:
        print("timeout")
    first = asyncio.create_task(reader.readline())
    await asyncio.sleep(0)
    try:
        await reader.readline()
    except RuntimeError:
        print("second reader")
    go.set()
    print("first", await first)
    writer.write_eof()
    print("end", await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


asyncio.run(main())
