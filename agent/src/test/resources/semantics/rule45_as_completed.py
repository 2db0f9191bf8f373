import asyncio

from twin import *


async def after(seconds, name):
    await asyncio.sleep(seconds)
    if name == "b":
        raise Boom(name)
    return name


async def main():
    tasks = [asyncio.create_task(after(s, n), name=n.upper()) for s, n in ((3, "a"), (1, "b"), (2, "c"))]
    async for task in asyncio.as_completed(tasks):
        try:
            log(task.get_name(), await task, asyncio.get_running_loop().time())
        except Boom as e:
            log(task.get_name(), e, asyncio.get_running_loop().time())


run(main())
