import asyncio


async def main():
    go = asyncio.Event()

    async def handle(reader, writer):
        await go.wait()
        data = await reader.read(-1)
        print("server read", len(data))
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    size = 1 << 24
    writer.write(b"a" * size)
    print("pending", writer.transport.get_write_buffer_size() > 65536)
    waiting = [asyncio.create_task(drain(writer, i)) for i in range(3)]
    await asyncio.sleep(0)
    print("waiting", sum(not t.done() for t in waiting))
    go.set()
    await asyncio.gather(*waiting)
    print("below", writer.transport.get_write_buffer_size() <= 16384)
    writer.write_eof()
    print("end", await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


async def drain(writer, i):
    await writer.drain()
    print("drained", i)


asyncio.run(main())
