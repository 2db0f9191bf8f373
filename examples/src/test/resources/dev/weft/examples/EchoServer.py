import asyncio


async def echo(reader, writer):
    while line := await reader.readline():
        print('server:', line.decode().strip())
        writer.write(line)
        await writer.drain()
    print('server: the client has ended')
    writer.close()


async def talk(port):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    for word in 'tea', 'cake':
        writer.write(word.encode() + b'\n')
        print('client:', (await reader.readline()).decode().strip())
    writer.write_eof()
    print('client:', len(await reader.read()), 'bytes more')
    writer.close()


async def main():
    server = await asyncio.start_server(echo, '127.0.0.1', 0)
    await talk(server.sockets[0].getsockname()[1])
    server.close()
    await server.wait_closed()
    print('closed')


asyncio.run(main())
