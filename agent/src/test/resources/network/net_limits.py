import asyncio


async def main():
    async def handle(reader, writer):
        writer.write(b"x" * 40 + b"\nshort\n" + b"y" * 40 + b";" + b"z" * 5 + b";end")
        writer.write_eof()
        await reader.read()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=16)
    while not reader.at_eof() and len(reader._buffer) < 30:
        await asyncio.sleep(0)
    try:
        await reader.readline()
    except ValueError:
        print("line too long")
    print("next", (await reader.readline()).decode().rstrip("\n"))
    try:
        await reader.readuntil(b";")
    except asyncio.LimitOverrunError as e:
        print("overrun", e.consumed)
        print("skipped", len(await reader.readexactly(e.consumed)))
    print("separator", await reader.readuntil(b";"))
    print("until", await reader.readuntil(b";"))
    try:
        await reader.readuntil(b";")
    except asyncio.IncompleteReadError as e:
        print("incomplete", e.partial, e.expected)
    print("big", len(await reader.read()))
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()


asyncio.run(main())
