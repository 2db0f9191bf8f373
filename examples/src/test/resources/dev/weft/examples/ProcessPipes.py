import asyncio
from asyncio.subprocess import PIPE


async def sort():
    proc = await asyncio.create_subprocess_exec("sort", stdin=PIPE, stdout=PIPE)
    out, _ = await proc.communicate(b"pear\nfig\napple\n")
    print(f"sorted: {out.decode().strip().replace(chr(10), ' ')}, code {proc.returncode}")


async def talk():
    cat = await asyncio.create_subprocess_exec("cat", stdin=PIPE, stdout=PIPE)
    for word in ("tea", "cake"):
        cat.stdin.write(f"{word}\n".encode())
        print("cat:", (await cat.stdout.readline()).decode().strip())
    cat.stdin.close()
    print("cat has ended with", await cat.wait())


async def stop():
    sleep = await asyncio.create_subprocess_exec("sleep", "1000", stdin=PIPE, stdout=PIPE)
    try:
        await asyncio.wait_for(sleep.wait(), 0.01)
    except TimeoutError:
        print("it still sleeps")
    sleep.terminate()
    print("signal", -await sleep.wait())


async def main():
    await sort()
    await talk()
    await stop()


asyncio.run(main())
