"""Runs a program and says what it cost: wall time, CPU time, memory, and whose it was."""
import os
import statistics
import subprocess
import time
import typing

TICKS = os.sysconf("SC_CLK_TCK")
WATCH_SECONDS = 0.005


class Cost(typing.NamedTuple):
    wall: float  # seconds
    cpu: float  # seconds, user and system, of the process and all its children
    peak: int  # KiB, of the largest of them
    # What follows is known of a watched process alone.
    children_cpu: float = 0.0
    early_cpu: float = 0.0  # of the process itself, until its last child had ended
    own_peak: int = 0  # KiB
    children_peak: int = 0  # KiB, of the largest child


class Failure(Exception):
    """A program ended in a way that makes what was measured worthless."""


def median_of(costs: typing.List[Cost]) -> Cost:
    return Cost(*(statistics.median(column) for column in zip(*costs)))


def cpu_of(pid: int) -> typing.Tuple[float, float]:
    """CPU seconds of the process itself and of its children that have ended, to 10 ms."""
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
        fields = file.read().rpartition(")")[2].split()
    user, system, child_user, child_system = (int(field) for field in fields[11:15])
    return (user + system) / TICKS, (child_user + child_system) / TICKS


def peak_of(pid: int) -> int:
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0


def children_of(pid: int) -> typing.List[int]:
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return [int(child) for child in file.read().split()]


class Watch:
    """What only /proc knows, and only while the process runs."""

    def __init__(self) -> None:
        self.own_peak = self.children_peak = 0
        self.early_cpu = 0.0

    def look(self, pid: int) -> None:
        try:
            self.own_peak = max(self.own_peak, peak_of(pid))
            children = children_of(pid)
            for child in children:
                self.children_peak = max(self.children_peak, peak_of(child))
            if children:
                self.early_cpu = cpu_of(pid)[0]
        except (OSError, ValueError):
            pass  # one of them has just ended


def has_ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is not None


def run(command: typing.List[str], watched: bool = False, good: tuple = (0,),
        messages: str = os.devnull) -> Cost:
    """The output goes nowhere, what it says on stderr into the file `messages`. Raises Failure if the
    exit code is none of the good ones."""
    null = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1)]
    null.append((os.POSIX_SPAWN_OPEN, 2, messages, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644))
    watch = Watch()
    began = time.monotonic()
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=null)
    while watched and not has_ended(pid):
        watch.look(pid)
        time.sleep(WATCH_SECONDS)
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)  # still a zombie, which /proc shows
    wall = time.monotonic() - began
    children_cpu = cpu_of(pid)[1]
    _, status, usage = os.wait4(pid, 0)
    if os.waitstatus_to_exitcode(status) not in good:
        raise Failure(f"exit code {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, children_cpu,
                watch.early_cpu, watch.own_peak, watch.children_peak)


def run_each(commands: typing.List[typing.Tuple[str, typing.List[str]]]) -> typing.Tuple[Cost, int]:
    """One after another, each in its folder. Also says how many failed."""
    before, began, failed = os.times(), time.monotonic(), 0
    for folder, command in commands:
        failed += subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, check=False,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode != 0
    after = os.times()
    cpu = (after.children_user + after.children_system
           - before.children_user - before.children_system)
    return Cost(time.monotonic() - began, cpu, 0), failed
