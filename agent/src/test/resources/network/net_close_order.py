import asyncio


async def main():
    async def handle(reader, writer):
        print("handler", await reader.read(1))
        writer.write(b"bye")
        writer.close()
        print("handler closing", writer.is_closing())
        await writer.wait_closed()
        print("handler closed")
        try:
            await writer.drain()
        except ConnectionError:
            print("drain after close")
        print("handler read", await reader.read(1), reader.at_eof())

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"hi")
    await writer.drain()
    print("client", await reader.read())
    writer.close()
    writer.close()
    writer.write(b"dropped")
    await writer.wait_closed()
    await writer.wait_closed()
    print("client closed", reader.at_eof())
    server.close()
    server.close()
    await server.wait_closed()
    print("server closed")


asyncio.run(main())
