import asyncio

from twin import *

kept = []


async def count(name, fails=False):
    try:
        yield 1
        yield 2
    finally:
        log(name, "closing")
        await asyncio.sleep(1)
        log(name, "cleaned")
        if fails:
            raise Boom(name)


async def worker():
    try:
        await asyncio.sleep(100)
    finally:
        log("worker ends")


async def main():
    task = asyncio.create_task(worker())
    for it in count("a"), count("b", True), count("ended"), count("closed"), count("unstarted"), count("c"):
        kept.append(it)
    a, b, ended, closed, unstarted, c = kept
    await anext(c)
    for it in a, b, ended, closed:
        await anext(it)
    async for value in ended:
        pass
    await closed.aclose()
    log("main ends")
    return "result"


class OrderedLoop(VirtualLoop):
    """Closes generators in the order in which they started; asyncio keeps them in a set."""

    def __init__(self):
        super().__init__()
        self._asyncgens = InOrder()

    async def shutdown_asyncgens(self):
        closing, self._asyncgens = list(self._asyncgens), InOrder()
        results = await asyncio.gather(*[ag.aclose() for ag in closing], return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                log("reported", result)


with asyncio.Runner(loop_factory=OrderedLoop) as runner:
    log(runner.run(main()))
