"""HiGHS as the engine uses it: silent, on one thread, and the same digits on every run."""

import os
import sys
from functools import cache

import highspy

DUAL_SIMPLEX, PRIMAL_SIMPLEX = 1, 4
# Iterations after which a basis is factorised anew. Small programs are solved thousands of times
# in a few steps each, and with HiGHS's own limit (5,000) the steps would pile up in the factors.
UPDATES = 20


def solver() -> highspy.Highs:
    """A silent HiGHS that gives the same digits on every run."""
    _greet()
    highs: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    configure(highs)
    return highs


@cache
def _greet() -> None:
    """Let HiGHS print the banner of its first instance where nobody reads.

    It goes to stdout before any option can be set, and there it would mix with what a command
    prints for a program to read.
    """
    sys.stdout.flush()
    stdout, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(stdout, 1)
        os.close(stdout)
        os.close(nowhere)


def configure(highs: highspy.Highs) -> None:
    """Set the options that a linear program is solved with."""
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("presolve", "off"),
        ("solver", "simplex"),
        ("simplex_strategy", PRIMAL_SIMPLEX),
        ("simplex_update_limit", UPDATES),
    ):
        highs.setOptionValue(option, value)
