import asyncio

from twin import *


import contextvars

user = contextvars.ContextVar("user")


def show(name):
    log(name, user.get("nobody"))
    user.set("set by " + name)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    user.set("one")
    loop.call_soon(show, "soon")
    loop.call_later(1, show, "timer")
    loop.call_soon_threadsafe(show, "threadsafe")
    future.add_done_callback(lambda f: show("done callback"))
    user.set("two")
    loop.call_soon(show, "soon two")
    future.set_result(None)
    future.add_done_callback(lambda f: show("late callback"))
    user.set("three")
    await asyncio.sleep(2)
    log(user.get())
    context = contextvars.copy_context()
    context.run(show, "run")
    context.run(show, "run again")
    log(user.get())
    task = asyncio.create_task(child(), context=context)
    await task
    log(user.get(), context.get(user), task.get_context() is context)


async def child():
    show("task in a context")


run(main())
