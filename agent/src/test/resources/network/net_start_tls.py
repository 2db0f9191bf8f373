import asyncio
import ssl
import tempfile

from tls_certificate import certificate


async def main():
    with tempfile.TemporaryDirectory() as directory:
        key, cert = certificate(directory)
        ours = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        ours.load_cert_chain(cert, key)
        trusting = ssl.create_default_context(cafile=cert)

        async def handle(reader, writer):
            print("clear", await reader.readline())
            writer.write(b"go ahead\n")
            await writer.start_tls(ours)
            print("server version", writer.get_extra_info("ssl_object").version())
            while line := await reader.readline():
                writer.write(line[::-1].strip() + b"\n")
                await writer.drain()
            print("server end")
            writer.close()

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"STARTTLS\n")
        print("answer", await reader.readline())
        await writer.start_tls(trusting, server_hostname="localhost")
        for word in (b"abc\n", b"secret\n"):
            writer.write(word)
            print("got", await reader.readline())
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()

        async def no_tls(reader, writer):
            await reader.readline()
            writer.write(b"no such thing\n")
            writer.close()

        server = await asyncio.start_server(no_tls, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"STARTTLS\n")
        try:
            await writer.start_tls(trusting, server_hostname="localhost")
        except ssl.SSLError:
            print("no TLS", writer.is_closing())
        server.close()
        await server.wait_closed()
        print("done")


asyncio.run(main())
