import asyncio

from twin import *


async def main():
    async def oneself():
        try:
            await task
        except RuntimeError as e:
            log("refused", e)
        return "survives"

    task = asyncio.create_task(oneself())
    log(await task)


run(main())
