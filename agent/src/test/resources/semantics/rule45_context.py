import asyncio
import contextvars

from twin import *

user = contextvars.ContextVar("user", default="nobody")


async def visits():
    while True:
        log("generator sees", user.get(), "in", asyncio.current_task().get_name())
        user.set("generator")
        await asyncio.sleep(0)
        yield user.get()


async def visitor(it, name):
    user.set(name)
    log(name, "got", await anext(it), "sees", user.get())


async def main():
    it = visits()
    await asyncio.create_task(visitor(it, "ann"), name="first")
    await asyncio.create_task(visitor(it, "bob"), name="second")
    log(await anext(it), user.get())
    await it.aclose()


with asyncio.Runner(loop_factory=VirtualLoop) as runner:
    async def named():
        asyncio.current_task().set_name("main")
        await main()
    runner.run(named())
