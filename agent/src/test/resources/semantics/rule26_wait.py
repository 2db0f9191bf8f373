import asyncio

from twin import *


async def child(name, delay, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as e:
        log(name, e)
        raise
    log(name, "done")
    if error:
        raise error


def names(tasks):
    return sorted(task.get_name() for task in tasks)


async def main():
    def tasks():
        return [
            asyncio.create_task(child("a", 3), name="a"),
            asyncio.create_task(child("b", 1), name="b"),
            asyncio.create_task(child("c", 2, Boom("c")), name="c"),
        ]

    for when in asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED:
        all_of_them = tasks()
        done, pending = await asyncio.wait(all_of_them, return_when=when)
        log(names(done), names(pending))
        await asyncio.sleep(4)
        log(all_of_them[2].exception())
    all_of_them = tasks()
    done, pending = await asyncio.wait(all_of_them, timeout=1)
    log(names(done), names(pending), asyncio.get_running_loop().time())
    all_of_them[0].cancel()
    done, pending = await asyncio.wait(all_of_them)
    log(names(done), all_of_them[0].cancelled(), all_of_them[2].exception())
    try:
        await asyncio.wait([])
    except ValueError:
        log("empty")


run(main())
