import asyncio


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print("reported", context["exception"]))

    async def handle(reader, writer):
        kind = (await reader.readline()).decode().strip()
        if kind == "fail":
            raise ValueError("boom")
        if kind == "cancel":
            asyncio.current_task().cancel()
            await asyncio.sleep(0)
        writer.write(b"served\n")
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for kind in "fail", "cancel", "serve":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(kind.encode() + b"\n")
        print(kind, await reader.read())
        writer.close()
        await writer.wait_closed()
    server.close()
    await server.wait_closed()
    print("done")


asyncio.run(main())
