import asyncio
import os
import tempfile


async def main():
    path = os.path.join(tempfile.mkdtemp(), "s")

    async def handle(reader, writer):
        writer.write((await reader.readline())[::-1])
        writer.close()

    server = await asyncio.start_unix_server(handle, path)
    print("file", os.path.exists(path))
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"abc\n")
    print("client", await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    await server.wait_closed()
    print("file", os.path.exists(path))
    try:
        await asyncio.open_unix_connection(path)
    except OSError:
        print("no server")


asyncio.run(main())
