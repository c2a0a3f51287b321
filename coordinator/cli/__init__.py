"""The same program without a window: one command, its answer on standard output, its exit status."""

from coordinator.cli.program import run

__all__ = ["run"]
