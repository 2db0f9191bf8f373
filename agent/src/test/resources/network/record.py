"""Runs every twin and compares what it prints with what is recorded.

    python3.13 record.py           fails and names the twins whose output is not the recorded one
    python3.13 record.py --write   records anew
"""

import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).parent


def output(program):
    done = subprocess.run(
        [sys.executable, "-B", "-W", "error::RuntimeWarning", program], capture_output=True, text=True, cwd=HERE, timeout=60
    )
    if done.returncode or done.stderr:
        raise SystemExit(f"{program.name} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def main():
    if sys.version_info[:2] != (3, 13):
        raise SystemExit(f"the twins are recorded with CPython 3.13; this is {sys.version.split()[0]}")
    write = sys.argv[1:] == ["--write"]
    programs = sorted(HERE.glob("net_*.py"))
    changed = []
    for program in programs:
        recorded = program.with_suffix(".txt")
        now = output(program)
        if not recorded.exists() or recorded.read_text() != now:
            changed.append(program.name)
            if write:
                recorded.write_text(now)
    print(f"{len(programs)} twins, {len(changed)} {'recorded anew' if write else 'differ'}", *changed)
    return 0 if write or not changed else 1


if __name__ == "__main__":
    sys.exit(main())
