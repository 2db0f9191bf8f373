import asyncio


async def handle(reader, writer):
    while line := await reader.readline():
        print("server got", line.decode().rstrip("\n"))
        writer.write(line.upper())
        await writer.drain()
    print("server end", reader.at_eof())
    writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    print("connected")
    for text in "one", "two":
        writer.write(text.encode() + b"\n")
        print("client got", (await reader.readline()).decode().rstrip("\n"))
    writer.write(b"three\nfour\nlast")
    writer.write_eof()
    print("exactly", (await reader.readexactly(8)).decode().replace("\n", "|"))
    print("until", (await reader.readuntil(b"R\n")).decode().replace("\n", "|"))
    print("rest", (await reader.read(-1)).decode())
    print("end", await reader.read(10), await reader.readline(), reader.at_eof())
    try:
        await reader.readexactly(1)
    except asyncio.IncompleteReadError as e:
        print("incomplete", len(e.partial), e.expected)
    try:
        writer.write(b"x")
    except RuntimeError:
        print("write after writeEof")
    writer.close()
    await writer.wait_closed()
    print("closed", writer.is_closing())
    server.close()
    await server.wait_closed()
    print("server closed", server.is_serving())


asyncio.run(main())
