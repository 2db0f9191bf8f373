"""Runs the cases of CPython's test_asyncio that are ported, and fails if one of them does not pass, or is skipped.

    python3.13 check.py           also fails if cases.txt is not the list of that Python's cases
    python3.13 check.py --write   writes cases.txt anew
"""

import ast
import importlib
import pathlib
import re
import sys
import unittest

HERE = pathlib.Path(__file__).parent
TESTS = HERE.parents[1] / "java/dev/weft/asyncio"
MODULES = (
    "test_base_events test_context test_eager_task_factory test_events test_futures test_futures2 test_locks test_queues"
    " test_runners test_taskgroups test_tasks test_threads test_timeouts test_waitfor"
).split()


def all_cases():
    """The cases by the class in which they stand, whichever classes inherit them."""
    for name in MODULES:
        source = pathlib.Path(importlib.import_module("test.test_asyncio").__path__[0], name + ".py").read_text()
        for cls in ast.parse(source).body:
            if isinstance(cls, ast.ClassDef):
                for member in cls.body:
                    if isinstance(member, (ast.FunctionDef, ast.AsyncFunctionDef)) and member.name.startswith("test"):
                        yield f"{name}.{cls.name}.{member.name}"


def ported_cases():
    """The cases that the Java tests name."""
    for path in sorted(TESTS.glob("*IT.java")):
        cls = None
        for match in re.finditer(r'@PortOf\("([^"]+)"\)|@Ported\(([^)]*)\)', path.read_text()):
            if match[1]:
                cls = match[1]
            else:
                for name in re.findall(r'"([^"]+)"', match[2]):
                    yield f"{cls}.{name}"


def runnable(case):
    """The case in each class that inherits it and can run."""
    module_name, class_name, name = case.split(".")
    module = importlib.import_module("test.test_asyncio." + module_name)
    base = getattr(module, class_name)
    for cls in vars(module).values():
        if isinstance(cls, type) and issubclass(cls, base) and issubclass(cls, unittest.TestCase):
            yield cls(name)


def main():
    if sys.version_info[:2] != (3, 13):
        raise SystemExit(f"the port is one of CPython 3.13; this is {sys.version.split()[0]}")
    recorded = HERE / "cases.txt"
    cases = "".join(f"{case}\n" for case in all_cases())
    if sys.argv[1:] == ["--write"]:
        recorded.write_text(cases)
    elif recorded.read_text() != cases:
        raise SystemExit("cases.txt lists other cases than this Python has")
    ported = sorted(set(ported_cases()))
    tests = {case: list(runnable(case)) for case in ported}
    without = [case for case, found in tests.items() if not found]
    result = unittest.TextTestRunner(verbosity=0).run(unittest.TestSuite(sum(tests.values(), [])))
    print(f"{len(ported)} cases, {result.testsRun} runs, {len(result.skipped)} skipped")
    if without or not result.wasSuccessful() or result.skipped:
        raise SystemExit(f"not passed; without a class that runs them: {without}")


if __name__ == "__main__":
    main()
