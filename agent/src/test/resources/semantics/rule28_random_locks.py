"""Random programs on one lock, semaphore, event, condition or barrier. Each prints one line: who asked (?), got in (<),
came out (>), was cancelled (!), or broke (#)."""

import asyncio

from twin import *

seed = 1


def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 16) % n


class Program:
    def __init__(self):
        self.out = ""
        self.tasks = []

    def say(self, text):
        self.out += text

    def spawn(self, coro):
        self.tasks.append(asyncio.create_task(self.guarded(chr(97 + len(self.tasks)), coro)))

    async def guarded(self, name, body):
        try:
            self.say(name + "?")
            await body(name)
        except asyncio.CancelledError:
            self.say(name + "!")
            raise
        except asyncio.BrokenBarrierError:
            self.say(name + "#")

    def cancel_one(self):
        if self.tasks:
            self.tasks[rnd(len(self.tasks))].cancel()

    async def run(self, kind):
        for _ in range(18):
            self.say(",")
            choice = rnd(8)
            if choice < 3 and len(self.tasks) < 12:
                self.spawn(self.body(rnd(3)))
            elif choice == 3:
                self.cancel_one()
            elif choice < 6:
                await asyncio.sleep(0)
            else:
                await self.act(rnd(4))
        for _ in range(30):
            await asyncio.sleep(0)
        self.say("|" + self.state())
        for task in self.tasks:
            task.cancel()
        for _ in range(10):
            await asyncio.sleep(0)
        log(kind, self.out)

    async def act(self, n):
        pass


class Gate(Program):
    def __init__(self, gate):
        super().__init__()
        self.gate = gate

    def body(self, turns):
        async def enter(name):
            async with self.gate:
                self.say(name + "<")
                for _ in range(turns):
                    await asyncio.sleep(0)
                self.say(name + ">")

        return enter

    def state(self):
        return str(self.gate.locked()).lower()


class Semaphores(Gate):
    async def act(self, n):
        if n == 0:
            self.say("+")
            self.gate.release()


class Events(Program):
    def __init__(self):
        super().__init__()
        self.event = asyncio.Event()

    def body(self, turns):
        async def enter(name):
            for _ in range(turns):
                await self.event.wait()
            self.say(name + ">")

        return enter

    async def act(self, n):
        if n < 2:
            self.say("+")
            self.event.set()
        else:
            self.say("-")
            self.event.clear()

    def state(self):
        return str(self.event.is_set()).lower()


class Conditions(Program):
    def __init__(self):
        super().__init__()
        self.lock = asyncio.Lock()
        self.condition = asyncio.Condition(self.lock)
        self.things = 0

    def body(self, turns):
        async def enter(name):
            async with self.lock:
                self.say(name + "<")
                if turns == 0:
                    await self.condition.wait()
                else:
                    await self.condition.wait_for(lambda: self.things > 0)
                    self.things -= 1
                await asyncio.sleep(0)
                self.say(name + ">")

        async def bring(name):
            async with self.lock:
                self.say(name + "+")
                self.things += 1
                self.condition.notify(turns)
                await asyncio.sleep(0)

        return bring if rnd(3) == 0 else enter

    async def act(self, n):
        if not self.lock.locked():
            self.say("*")
            await self.lock.acquire()
            self.condition.notify_all()
            self.lock.release()

    def state(self):
        return str(self.lock.locked()).lower() + str(self.things)


class Barriers(Program):
    def __init__(self, cancels):
        super().__init__()
        self.barrier = asyncio.Barrier(3)
        self.cancels = cancels

    def cancel_one(self):
        if self.cancels:
            super().cancel_one()

    def body(self, turns):
        async def enter(name):
            for _ in range(turns + 1):
                index = await self.barrier.wait()
                self.say(name + (">" if self.cancels else str(index)))

        return enter

    async def act(self, n):
        if n == 0:
            self.say("r")
            await self.barrier.reset()
        elif n == 1:
            self.say("x")
            await self.barrier.abort()

    def state(self):
        return str(self.barrier.n_waiting) + str(self.barrier.broken).lower()


async def main():
    for _ in range(150):
        await Gate(asyncio.Lock()).run("lock")
        await Semaphores(asyncio.Semaphore(rnd(3))).run("semaphore")
        await Events().run("event")
        await Conditions().run("condition")
        await Barriers(True).run("barrier")
        await Barriers(False).run("barrier")


run(main())
