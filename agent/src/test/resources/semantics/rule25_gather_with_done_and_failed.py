import asyncio

from twin import *


async def child(name):
    if name == "bad":
        raise Boom(name)
    return name


async def main():
    turns = Turns()
    good = asyncio.create_task(child("good"))
    bad = asyncio.create_task(child("bad"))
    await asyncio.sleep(0)
    try:
        await asyncio.gather(good, bad, child("never seen"))
    except Boom as e:
        turns.log(e)
    turns.log(await asyncio.gather(good, bad, good, return_exceptions=True))
    try:
        await asyncio.gather(child("x"), bad)
    except Boom as e:
        turns.log(e)
    failed = asyncio.gather(bad, good)
    turns.log(failed.done())
    try:
        await failed
    except Boom as e:
        turns.log(e, failed.done())
    turns.stop()


run(main())
