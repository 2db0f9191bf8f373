import asyncio
import socket


class Endpoint(asyncio.DatagramProtocol):
    def __init__(self):
        self.arrived = asyncio.Queue()
        self.lost = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, sender):
        self.arrived.put_nowait((data, sender))

    def error_received(self, error):
        self.arrived.put_nowait(error)

    def connection_lost(self, error):
        self.lost.set_result(None)

    async def receive(self):
        item = await self.arrived.get()
        if isinstance(item, Exception):
            raise item
        return item

    @property
    def address(self):
        return self.transport.get_extra_info("sockname")


async def bind():
    loop = asyncio.get_running_loop()
    return (await loop.create_datagram_endpoint(Endpoint, local_addr=("127.0.0.1", 0)))[1]


async def connect(address):
    loop = asyncio.get_running_loop()
    return (await loop.create_datagram_endpoint(Endpoint, remote_addr=address))[1]


async def sizes():
    server, client = await bind(), await bind()
    for size in (0, 1, 1400, 60000, 65507):
        client.transport.sendto(b"x" * size, server.address)
        data, sender = await server.receive()
        print("size", len(data), sender == client.address)
        server.transport.sendto(data[:2], sender)
        print("answer", await client.receive() == (data[:2], server.address))
    try:
        client.transport.sendto(b"x" * 65508, server.address)
        await client.receive()
    except OSError:
        print("too long")
    client.transport.sendto(b"still there", server.address)
    print((await server.receive())[0])
    server.transport.close()
    client.transport.close()
    print("closing", server.transport.is_closing())


async def connected():
    server = await bind()
    client = await connect(server.address)
    stranger = await bind()
    print("peer", client.transport.get_extra_info("peername") == server.address)
    stranger.transport.sendto(b"stranger", client.address)
    for word in (b"one", b"", b"three"):
        client.transport.sendto(word)
        data, sender = await server.receive()
        print("server", data, sender == client.address)
        server.transport.sendto(data, sender)
        print("client", (await client.receive())[0])
    print("nothing else", client.arrived.empty())
    for each in (server, client, stranger):
        each.transport.close()


async def refused():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as closed:
        closed.bind(("127.0.0.1", 0))
        address = closed.getsockname()
    client = await connect(address)
    client.transport.sendto(b"anybody?")
    try:
        await client.receive()
    except ConnectionRefusedError:
        print("refused")
    loop = asyncio.get_running_loop()
    server = (await loop.create_datagram_endpoint(Endpoint, local_addr=address))[1]
    client.transport.sendto(b"now?")
    print("now", (await server.receive())[0])
    client.transport.close()
    server.transport.close()


async def order():
    server, client = await bind(), await bind()
    for i in range(100):
        client.transport.sendto(str(i).encode(), server.address)
    waiting = asyncio.create_task(server.receive())
    await asyncio.sleep(0)
    waiting.cancel()
    print("in order", [int((await server.receive())[0]) for _ in range(99)][-3:])
    server.transport.close()
    await server.lost
    client.transport.close()
    try:
        await bind_again(server.address)
    except OSError:
        print("in use")


async def bind_again(address):
    loop = asyncio.get_running_loop()
    first = (await loop.create_datagram_endpoint(Endpoint, local_addr=address))[1]
    print("bound again", first.address == address)
    try:
        await loop.create_datagram_endpoint(Endpoint, local_addr=address)
    finally:
        first.transport.close()


async def main():
    for part in (sizes, connected, refused, order):
        await part()


asyncio.run(main())
