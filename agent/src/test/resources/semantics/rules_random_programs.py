"""Random programs and what asyncio makes of them: each is printed as text, then its log.

    python3.13 rules_random_programs.py [first seed] [how many]

A program is a list of routines, a routine a list of operations, each with two numbers and up to three blocks. A routine
calls, spawns and awaits only routines of higher numbers, so no circle of awaits can come about. RandomProgramsIT has the
same interpreter in Java.
"""

import asyncio
import contextvars
import random
import sys

from twin import Boom, TaskGroup, VirtualLoop, text

FUTURES = 3
variable = contextvars.ContextVar("variable", default="unbound")
# name: (weight, blocks)
OPERATIONS = {
    "log": (4, 0),
    "yield": (8, 0),
    "sleep": (6, 0),
    "call": (6, 0),
    "spawn": (12, 0),
    "eager": (3, 0),
    "await": (9, 0),
    "future": (5, 0),
    "set": (4, 0),
    "fail": (1, 0),
    "drop": (1, 0),
    "cancel": (5, 0),
    "cancelself": (1, 0),
    "uncancel": (2, 0),
    "soon": (4, 1),
    "later": (5, 1),
    "watch": (3, 0),
    "watchfuture": (2, 0),
    "gather": (5, 0),
    "gatherall": (3, 0),
    "waitfor": (4, 0),
    "waittask": (4, 0),
    "timeout": (6, 1),
    "reschedule": (2, 0),
    "shield": (3, 0),
    "wait": (4, 0),
    "group": (5, 1),
    "try": (9, 2),
    "finally": (5, 2),
    "raise": (1, 0),
    "show": (4, 0),
    "bind": (3, 0),
    "read": (3, 0),
}
PLAIN = ["log", "set", "set", "fail", "drop", "cancel", "watch", "watchfuture", "show", "bind", "read"]  # what a callback can do


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def program(self):
        routines = self.random.randint(3, 6)
        return [self.block(self.random.randint(3, 7), 0) for _ in range(routines)]

    def block(self, size, depth):
        return [self.operation(depth) for _ in range(size)]

    def operation(self, depth):
        names = list(OPERATIONS)
        weights = [OPERATIONS[name][0] for name in names]
        name = self.random.choices(names, weights)[0]
        blocks = OPERATIONS[name][1]
        if blocks and depth == 2:
            name, blocks = "yield", 0
        if name in ("soon", "later"):
            inner = [[self.plain() for _ in range(self.random.randint(1, 2))]]
        else:
            inner = [self.block(self.random.randint(1, 3), depth + 1) for _ in range(blocks)]
        return (name, self.random.randint(0, 7), self.random.randint(0, 7), inner)

    def plain(self):
        return (self.random.choice(PLAIN), self.random.randint(0, 7), self.random.randint(0, 7), [])


def print_block(block):
    words = ["{"]
    for name, a, b, inner in block:
        words += [name, str(a), str(b)]
        for each in inner:
            words.append(print_block(each))
    return " ".join([*words, "}"])


class Interpreter:
    def __init__(self, routines):
        self.routines = routines
        self.tasks = []  # (task, number of its routine)
        self.timeouts = []  # those that were entered, the last one last
        self.lines = []

    def log(self, *parts):
        self.lines.append(" ".join(map(text, (self.loop.time(), *parts))))

    async def main(self):
        self.loop = asyncio.get_running_loop()
        self.futures = [self.loop.create_future() for _ in range(FUTURES)]
        for i in range(FUTURES):
            self.loop.call_later(3 * i + 2, self.callback([("set", i, 0, [])], f"t{i}"))
            self.spawn(i // 2, f"r{i}")
        await asyncio.sleep(1000)
        self.log("end", [[t.done(), t.cancelled(), t.cancelling()] for t, _ in self.tasks])

    async def routine(self, number, label):
        self.log(label, "begins")
        try:
            await self.block(self.routines[number], number, label)
        except (Exception, asyncio.CancelledError) as e:
            self.log(label, "throws", e)
            raise
        self.log(label, "returns")
        return label

    async def block(self, block, number, label):
        for i, operation in enumerate(block):
            await self.operation(operation, number, f"{label}.{i}")

    def below(self, number, a):
        """A routine of a higher number, or None."""
        left = len(self.routines) - number - 1
        return number + 1 + a % left if left else None

    def awaitable_task(self, number, a):
        known = [task for task, routine in self.tasks if routine > number]
        return known[a % len(known)] if known else None

    def spawn(self, number, label):
        task = asyncio.create_task(self.routine(number, label))
        self.tasks.append((task, number))
        return task

    def task(self, a):
        return self.tasks[a % len(self.tasks)][0]

    def plain(self, name, a, b, label):
        future = self.futures[a % FUTURES]
        if name == "log":
            self.log(label)
        elif name == "set" and not future.done():
            future.set_result(label)
        elif name == "fail" and not future.done():
            future.set_exception(Boom(label))
        elif name == "drop":
            self.log(label, "drop", future.cancel(label if b % 2 else None))
        elif name == "cancel":
            self.log(label, "cancel", self.task(a).cancel(label if b % 2 else None))
        elif name == "watch":
            self.task(a).add_done_callback(lambda t: self.log(label, "sees", t.cancelled()))
        elif name == "watchfuture":
            future.add_done_callback(lambda f: self.log(label, "sees", f.cancelled()))
        elif name == "bind":
            variable.set(label)
        elif name == "read":
            self.log(label, "reads", variable.get())
        elif name == "show":
            task = self.task(a)
            self.log(label, [task.done(), task.cancelled(), task.cancelling(), future.done(), future.cancelled()])

    def callback(self, block, label):
        def run():
            for i, (name, a, b, _) in enumerate(block):
                self.plain(name, a, b, f"{label}.{i}")

        return run

    async def operation(self, operation, number, label):
        name, a, b, inner = operation
        below = self.below(number, a)
        if name == "yield":
            await asyncio.sleep(0)
        elif name == "sleep":
            self.log(label, await asyncio.sleep(a % 5, "slept"))
        elif name == "call":
            if below is not None:
                self.log(label, await self.routine(below, label))
        elif name == "spawn":
            if below is not None:
                self.spawn(below, label)
        elif name == "eager":
            if below is not None:
                task = self.loop.make_task(self.loop, self.routine(below, label), eager_start=True)
                self.tasks.append((task, below))
        elif name == "await":
            task = self.awaitable_task(number, a)
            if task is not None:
                self.log(label, await task)
        elif name == "future":
            self.log(label, await self.futures[a % FUTURES])
        elif name == "cancelself":
            self.log(label, asyncio.current_task().cancel(label))
        elif name == "uncancel":
            self.log(label, asyncio.current_task().uncancel())
        elif name == "soon":
            self.loop.call_soon(self.callback(inner[0], label))
        elif name == "later":
            self.loop.call_later(a % 4, self.callback(inner[0], label))
        elif name in ("gather", "gatherall"):
            await self.gather(name == "gatherall", number, a, b, label)
        elif name == "waitfor":
            if below is not None:
                self.log(label, await asyncio.wait_for(self.routine(below, label), b % 4))
        elif name == "waittask":
            task = self.awaitable_task(number, a)
            if task is not None:
                self.log(label, await asyncio.wait_for(task, b % 4))
        elif name == "timeout":
            async with asyncio.timeout(a % 4) as timeout:
                self.timeouts.append(timeout)
                try:
                    await self.block(inner[0], number, label)
                finally:
                    self.log(label, "leaves", timeout.expired())
            self.log(label, "left", timeout.expired())
        elif name == "reschedule":
            self.reschedule(a, label)
        elif name == "shield":
            awaitable = self.awaitable_task(number, a) if b % 2 or below is None else self.routine(below, label)
            if awaitable is not None:
                self.log(label, await asyncio.shield(awaitable))
        elif name == "wait":
            await self.wait(number, a, b, label)
        elif name == "group":
            if below is not None:
                async with TaskGroup() as group:
                    for i in range(1 + b % 3):
                        task = group.create_task(self.routine(below, f"{label}g{i}"))
                        self.tasks.append((task, below))
                    await self.block(inner[0], number, label)
                    self.log(label, "closes")
                self.log(label, "closed")
        elif name == "try":
            try:
                await self.block(inner[0], number, label)
            except (asyncio.CancelledError, Boom, TimeoutError, ExceptionGroup) as e:
                self.log(label, "caught", e)
                await self.block(inner[1], number, label + "c")
                if a % 2:
                    raise
        elif name == "finally":
            try:
                await self.block(inner[0], number, label)
            finally:
                await self.block(inner[1], number, label + "f")
        elif name == "raise":
            raise Boom(label)
        else:
            self.plain(name, a, b, label)

    def reschedule(self, a, label):
        if self.timeouts:
            try:
                self.timeouts[-1].reschedule(self.loop.time() + a % 4)
                self.log(label, "rescheduled")
            except RuntimeError as e:
                self.log(label, e)

    async def wait(self, number, a, b, label):
        first = self.awaitable_task(number, a)
        if first is None:
            return
        awaited = list(dict.fromkeys([first, self.awaitable_task(number, a + 1), self.awaitable_task(number, b)]))
        when = [asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED][a % 3]
        done, _ = await asyncio.wait(awaited, timeout=b % 4 if b < 6 else None, return_when=when)
        self.log(label, [task in done for task in awaited])

    async def gather(self, settled, number, a, b, label):
        below = self.below(number, a)
        if below is None:
            return
        awaitables = [self.routine(below, label + "a"), self.spawn(self.below(number, b), label + "b")]
        task = self.awaitable_task(number, a + b)
        awaitables.append(task)
        self.log(label, await asyncio.gather(*awaitables, return_exceptions=settled))


def main(first=1, count=60):
    for seed in range(first, first + count):
        routines = Generator(seed).program()
        interpreter = Interpreter(routines)
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            runner.get_loop().set_exception_handler(lambda loop, context: None)
            runner.run(interpreter.main())
        lines = list(interpreter.lines)
        print("program", seed)
        for routine in routines:
            print(print_block(routine))
        print("prints")
        print(*lines, sep="\n")
        print("end")


sys.unraisablehook = lambda unraisable: None  # tasks that outlive their loop have nothing to say
main(*map(int, sys.argv[1:]))
