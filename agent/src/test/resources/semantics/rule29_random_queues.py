"""Random programs on one queue. Each prints one line: who asked (?), put (>), got (<) what, was cancelled (!), or found the
queue empty (E), full (F), shut down (S) or all done (V)."""

import asyncio

from twin import *

seed = 1


def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 16) % n


class Program:
    def __init__(self, queue):
        self.queue = queue
        self.out = ""
        self.tasks = []
        self.value = 0

    def say(self, text):
        self.out += text

    def spawn(self, body, *args):
        name = chr(97 + len(self.tasks))
        self.tasks.append(asyncio.create_task(self.guarded(name, body, *args)))

    async def guarded(self, name, body, *args):
        try:
            self.say(name + "?")
            await body(name, *args)
        except asyncio.CancelledError:
            self.say(name + "!")
            raise
        except asyncio.QueueShutDown:
            self.say(name + "S")

    def next_value(self):
        self.value += 1
        return self.value * 7 % 10

    async def put(self, name, values):
        for value in values:
            await self.queue.put(value)
            self.say(name + ">" + str(value))

    async def get(self, name, times):
        for _ in range(times):
            self.say(name + "<" + str(await self.queue.get()))

    async def join(self, name):
        await self.queue.join()
        self.say(name + "J")

    def now(self, n):
        try:
            if n < 2:
                self.queue.put_nowait(self.next_value())
                self.say("+")
            elif n < 4:
                self.say(str(self.queue.get_nowait()))
            else:
                self.queue.task_done()
                self.say("d")
        except asyncio.QueueEmpty:
            self.say("E")
        except asyncio.QueueFull:
            self.say("F")
        except asyncio.QueueShutDown:
            self.say("S")
        except ValueError:
            self.say("V")

    async def run(self, kind):
        for _ in range(24):
            self.say(",")
            choice = rnd(11)
            if choice < 2:
                self.spawn(self.put, [self.next_value() for _ in range(rnd(2) + 1)])
            elif choice < 4:
                self.spawn(self.get, rnd(2) + 1)
            elif choice == 4:
                if self.tasks:
                    self.tasks[rnd(len(self.tasks))].cancel()
            elif choice < 7:
                await asyncio.sleep(0)
            elif choice < 10:
                self.now(rnd(6))
            elif rnd(4) == 0:
                immediate = rnd(2) == 0
                self.say("X" if immediate else "x")
                self.queue.shutdown(immediate)
            else:
                self.spawn(self.join)
        for _ in range(20):
            await asyncio.sleep(0)
        self.say("|" + str(self.queue.qsize()) + str(self.queue.full()).lower())
        for task in self.tasks:
            task.cancel()
        for _ in range(10):
            await asyncio.sleep(0)
        log(kind, self.out)


async def main():
    for _ in range(200):
        await Program(asyncio.Queue(rnd(3))).run("fifo")
        await Program(asyncio.LifoQueue(rnd(3))).run("lifo")
        await Program(asyncio.PriorityQueue(rnd(3))).run("least")


run(main())
