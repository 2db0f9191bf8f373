import asyncio

from twin import *


async def attempt(name, action):
    try:
        result = action()
        log(name, result)
    except (asyncio.InvalidStateError, RuntimeError) as e:
        log(name, e)


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    await attempt("result while pending", future.result)
    await attempt("exception while pending", future.exception)
    future.set_result(1)
    await attempt("set twice", lambda: future.set_result(2))
    await attempt("exception after result", lambda: future.set_exception(Boom("late")))
    await attempt("result", future.result)
    await attempt("cancel", future.cancel)
    cancelled = loop.create_future()
    await attempt("cancel", cancelled.cancel)
    await attempt("cancel again", cancelled.cancel)
    await attempt("set after cancel", lambda: cancelled.set_result(2))
    try:
        cancelled.result()
    except asyncio.CancelledError as e:
        log(e)
    try:
        cancelled.exception()
    except asyncio.CancelledError as e:
        log(e)
    log(cancelled.done(), cancelled.cancelled())


run(main())
