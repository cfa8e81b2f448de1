"""Runs a command and says what it took: a small process of its own, because a child is charged for its parent's memory."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def run(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds, seconds of processor time and greatest memory in MiB of `command`, which must succeed."""
    timed = [sys.executable, "-I", "-S", __file__, *command]
    done = subprocess.run(timed, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        said = f"{done.stdout}{done.stderr}"[-2000:]
        raise SystemExit(f"{command[0]} failed in {folder}:\n{said}")
    return tuple(json.loads(done.stdout.rsplit("\n", 1)[1]))


def main(command: list[str]) -> int:
    """Run `command`, and print its figures as the last line."""
    start = time.perf_counter()
    process = os.spawnvp(os.P_NOWAIT, command[0], command)  # noqa: S606 - the builders of the benchmark
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    figures = (seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    sys.stdout.write(f"\n{json.dumps(figures)}")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
