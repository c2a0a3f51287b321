"""Measuring two things side by side: warm-up, rounds in turn, medians."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Seconds of one thing: the median over the rounds, and the 95th percentile."""

    name: str
    median: float
    p95: float


def seconds_of(deed: Callable[[], object]) -> float:
    """How long one call takes on the wall clock."""
    begun = time.perf_counter()
    deed()
    return time.perf_counter() - begun


def side_by_side(deeds: dict[str, Sequence[Callable[[], object]]], *, rounds: int = 7) -> dict[str, Figure]:
    """Each named list of calls, in turn with the others, after one round of warming up."""
    taken: dict[str, list[float]] = {name: [] for name in deeds}
    for turn in range(rounds + 1):
        for name, calls in deeds.items():
            figures = [seconds_of(call) for call in calls]
            if turn:
                taken[name].extend(figures)
    return {name: figure(name, figures) for name, figures in taken.items()}


def figure(name: str, seconds: Sequence[float]) -> Figure:
    """Median and 95th percentile of what was measured."""
    ordered = sorted(seconds)
    return Figure(name, statistics.median(ordered), ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))])


def show(found: Figure) -> None:
    """One line of the report."""
    print(f"  {found.name:<44} median {found.median * 1000:9.3f} ms   p95 {found.p95 * 1000:9.3f} ms")


def show_ratio(what: str, ratio: float, limit: str) -> None:
    """The figure a target is about."""
    print(f"  -> {what}: {ratio:.2f}x (target {limit})")
