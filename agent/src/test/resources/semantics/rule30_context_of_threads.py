import asyncio

from twin import *


import contextvars

user = contextvars.ContextVar("user", default="nobody")


def blocking(name):
    seen = user.get()
    user.set("set in a thread")
    return name + " saw " + seen


def fails():
    raise Boom("in a thread")


async def main():
    user.set("main")
    log(await asyncio.to_thread(blocking, "thread"))
    log(user.get())
    user.set("other")
    log(await asyncio.gather(asyncio.to_thread(blocking, "a"), asyncio.to_thread(blocking, "b")))
    log(user.get())
    try:
        await asyncio.to_thread(fails)
    except Boom as e:
        log(e)


run(main())
