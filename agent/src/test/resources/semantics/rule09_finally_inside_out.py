import asyncio

from twin import *


async def inner():
    try:
        log("inner body")
        await asyncio.sleep(1)
        raise Boom("inner")
    finally:
        log("inner finally")
        await asyncio.sleep(1)
        log("inner finally ends")


async def middle():
    try:
        await inner()
    finally:
        log("middle finally")
        await asyncio.sleep(0)
        log("middle finally ends")


async def returns():
    try:
        await middle()
    finally:
        await asyncio.sleep(1)
        return "return wins"


async def replaces():
    try:
        await middle()
    except Boom as e:
        log("caught", e)
        await asyncio.sleep(1)
        raise Boom("other")
    finally:
        log("last")


async def main():
    log(await returns())
    try:
        await replaces()
    except Boom as e:
        log(e)
    for i in range(3):
        try:
            if i == 1:
                continue
            await asyncio.sleep(1)
        finally:
            await asyncio.sleep(1)
            log("round", i)


run(main())
