import asyncio

from twin import *


import contextvars

user = contextvars.ContextVar("user", default="nobody")


async def child(name):
    log(name, "sees", user.get())
    user.set(name)
    await asyncio.sleep(0)
    log(name, "keeps", user.get())


async def awaited():
    user.set("set by an awaited coroutine")


async def main():
    user.set("main")
    before = asyncio.create_task(child("before"))
    user.set("changed")
    after = asyncio.create_task(child("after"))
    await before
    await after
    log(user.get())
    await awaited()
    log(user.get())
    await asyncio.gather(child("x"), child("y"))
    log(user.get())
    token = user.set("for a while")
    log(user.get())
    user.reset(token)
    log(user.get())
    try:
        user.reset(token)
    except RuntimeError as e:
        log(e)


run(main())
log(user.get())
