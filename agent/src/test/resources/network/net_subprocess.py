import asyncio
from asyncio.subprocess import DEVNULL, PIPE, STDOUT
import signal

PIPES = dict(stdin=PIPE, stdout=PIPE, stderr=PIPE)


def code(returncode):
    return 128 - returncode if returncode is not None and returncode < 0 else returncode


async def shell(command, **pipes):
    return await asyncio.create_subprocess_shell(command, **(pipes or PIPES))


async def outputs():
    proc = await asyncio.create_subprocess_exec("cat", **PIPES)
    print("running", proc.returncode)
    out, err = await proc.communicate(b"hello\n")
    print("cat", out, err, proc.returncode)
    proc = await shell("echo out; echo err >&2; exit 3")
    print("line", await proc.stdout.readline(), await proc.stderr.readline())
    print("end", await proc.stdout.read(), proc.stdout.at_eof(), await proc.wait())
    proc = await shell("printf 'a b' | tr a c", stdout=PIPE, stderr=STDOUT)
    print("piped", await proc.communicate(), proc.stdin is None, proc.stderr is None)
    proc = await shell("echo out; echo err >&2", stdin=DEVNULL, stdout=PIPE, stderr=STDOUT)
    out, err = await proc.communicate()
    print("merged", out)
    try:
        await asyncio.create_subprocess_exec("/no/such/program", **PIPES)
    except FileNotFoundError:
        print("not found")


async def talk():
    proc = await asyncio.create_subprocess_exec("cat", **PIPES)
    for word in (b"one\n", b"two\n"):
        proc.stdin.write(word)
        await proc.stdin.drain()
        print("echoed", await proc.stdout.readline())
    proc.stdin.write(b"rest")
    proc.stdin.write_eof()
    print("rest", await proc.stdout.read())
    print("code", await proc.wait(), await proc.wait(), proc.returncode)
    proc.stdin.close()
    await proc.stdin.wait_closed()
    print("closing", proc.stdin.is_closing())


async def signals():
    for end in ("terminate", "kill"):
        proc = await asyncio.create_subprocess_exec("sleep", "1000", **PIPES)
        getattr(proc, end)()
        print(end, code(await proc.wait()))
    proc = await shell("trap 'echo got; exit 7' USR1; echo ready; while :; do sleep 0.01; done")
    print(await proc.stdout.readline())
    proc.send_signal(signal.SIGUSR1)
    print("signal", await proc.communicate(), proc.returncode)
    try:
        proc.send_signal(signal.SIGUSR1)
    except ProcessLookupError:
        print("gone")
    proc = await shell("kill -9 $$")
    print("died", code(await proc.wait()))


async def input_nobody_reads():
    proc = await shell("exec 0<&-; echo done")
    out, err = await proc.communicate(b"x" * 1_000_000)
    print("unread", out, proc.returncode)
    proc = await shell("exit 0")
    await proc.wait()
    proc.stdin.write(b"x")
    try:
        await proc.stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        print("lost")
    proc = await shell("head -c 3; exit 5")
    proc.stdin.write(b"abcdef")
    print("some", await proc.stdout.read(), await proc.wait())


async def waits():
    proc = await asyncio.create_subprocess_exec("cat", **PIPES)
    try:
        await asyncio.wait_for(proc.wait(), 0.05)
    except TimeoutError:
        print("timeout", proc.returncode)
    try:
        await asyncio.wait_for(proc.communicate(), 5)
    except TimeoutError:
        print("late")
    print("code", proc.returncode)
    proc = await shell("head -c 100000 /dev/zero")
    print("unread", await proc.wait())
    print("read", len(await proc.stdout.read()))
    proc = await shell("(sleep 0.1; echo late) & echo early; read go")
    print("background", await proc.communicate(b"go\n"))

    async def show(what, coroutine):
        await coroutine
        print(what)

    proc = await shell("echo x; cat", stdin=PIPE, stdout=PIPE)
    tasks = [
        asyncio.create_task(show("exited", proc.wait())),
        asyncio.create_task(show("read", proc.stdout.read())),
    ]
    await asyncio.sleep(0.05)
    proc.stdin.close()
    await asyncio.gather(*tasks)


async def main():
    for part in (outputs, talk, signals, input_nobody_reads, waits):
        await part()


asyncio.run(main())
