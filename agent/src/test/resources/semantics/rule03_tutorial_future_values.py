import asyncio

from twin import *


async def fetch_data():
    log("start fetching")
    await asyncio.sleep(2)
    log("done fetching")
    return {"data": 1}["data"]


async def print_numbers():
    for i in range(10):
        log(i)
        await asyncio.sleep(6.25)


async def main():
    task1 = asyncio.create_task(fetch_data())
    task2 = asyncio.create_task(print_numbers())
    value = await task1
    log(value)
    await task2
    log("all", asyncio.get_running_loop().time())


run(main())
