import asyncio

from twin import *


async def leaf(n):
    log("leaf", n)
    return n


async def middle(n):
    return await leaf(n) + await leaf(n + 1)


async def other():
    log("other runs")


async def main():
    task = asyncio.create_task(other())
    log(await middle(1))
    done = asyncio.get_running_loop().create_future()
    done.set_result("ready")
    for i in range(3):
        log(await done, i)
    log("not yet")
    await task
    log(await task, await task)
    asyncio.create_task(other())
    log(await task, "no turn")
    log(await middle(5))
    await asyncio.sleep(0)
    log("end")


run(main())
