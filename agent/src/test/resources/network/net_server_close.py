import asyncio


async def main():
    async def handle(reader, writer):
        print("handler reads", await reader.read())
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    forever = asyncio.create_task(serve(server))
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"kept")
    await writer.drain()
    await asyncio.sleep(0.05)
    forever.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    print("serving", server.is_serving())
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError:
        print("refused")
    writer.write_eof()
    print("client reads", await reader.read())
    writer.close()
    await asyncio.wait([forever])
    print("done")


async def serve(server):
    try:
        await server.serve_forever()
    except asyncio.CancelledError:
        print("cancelled")
        raise


asyncio.run(main())
