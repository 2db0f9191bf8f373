import asyncio
import ssl
import tempfile

from tls_certificate import certificate


async def upper(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def talk(port, context, name):
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=context, server_hostname=name)
    except ssl.SSLError:
        print("refused", name)
        return
    session = writer.get_extra_info("ssl_object")
    print("connected", session.version(), session.selected_alpn_protocol())
    for word in ("one", "two"):
        writer.write(word.encode() + b"\n")
        print("client got", (await reader.readline()).decode().rstrip("\n"))
    writer.write(b"x" * 50_000 + b"\n")
    print("long", len(await reader.readline()))
    writer.close()
    await writer.wait_closed()
    print("closed", writer.is_closing())


async def main():
    with tempfile.TemporaryDirectory() as directory:
        key, cert = certificate(directory)
        ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        ours.load_cert_chain(cert, key)
        ours.set_alpn_protocols(["b", "a"])
        trusting = ssl.create_default_context(cafile=cert)
        trusting.set_alpn_protocols(["a", "b"])
        other = ssl.create_default_context(cafile=cert)
        other.set_alpn_protocols(["z"])
        suspicious = ssl.create_default_context()
        server = await asyncio.start_server(upper, "127.0.0.1", 0, ssl=ours, limit=1 << 18)
        port = server.sockets[0].getsockname()[1]
        await talk(port, trusting, "localhost")
        await talk(port, other, "localhost")
        await talk(port, trusting, "other.test")
        await talk(port, suspicious, "localhost")
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\n\r\n")
        await reader.read(-1)
        print("plain text", reader.at_eof())
        writer.close()
        server.close()
        await server.wait_closed()
        print("server closed")


asyncio.run(main())
