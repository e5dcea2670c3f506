#!/usr/bin/env python3
"""Runs a command several times; prints the median of its wall-clock times and
the largest of its peaks of memory.

usage: time-process.py [-n RUNS] COMMAND [ARGUMENT ...]
"""

import argparse
import os
import statistics
import time

from script import run


def measure(command):
    """The seconds that the command took, and its peak of memory in MiB."""
    start = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{command[0]} failed")
    return seconds, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1].strip())
    parser.add_argument("-n", type=int, default=21)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    if not args.command:
        parser.error("which command?")
    runs = [measure(args.command) for _ in range(args.n)]
    seconds, memory = zip(*runs)
    print(f"median {1e3 * statistics.median(seconds):.1f} ms "
          f"({1e3 * min(seconds):.1f} to {1e3 * max(seconds):.1f}) of "
          f"{args.n} runs, peak {max(memory):.0f} MiB")


if __name__ == "__main__":
    run(main)
