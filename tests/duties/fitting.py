"""Learns the weights of `Likeness` from judged pairs: a logistic function, held back."""

from collections.abc import Sequence
from dataclasses import astuple, fields, replace

import numpy as np

from lists.families.likeness import AGAINST, Features

# Weights are held back towards none, but what keeps duties apart is reviewed and hardly is.
STEPS, RATE, HOLD_BACK, REVIEWED = 3000, 0.5, 0.2, 0.02
NAMES = [field.name for field in fields(Features)]
# Reviewed, not learned: too few pairs for what holds without exception in reading.
GIVEN = {"contrary": -5.0}
SIGN = np.array([-1 if name in AGAINST else 1 for name in NAMES])
CONSTANT = NAMES.index("constant")


def fit(sample: Sequence[Features], same: Sequence[bool]) -> Features:
    """The weights that tell the same duties of a sample from others.

    What two wordings share never makes the same duty less likely, whatever a sample of near
    misses says: such weights end at nothing.
    """
    x, y = np.array([astuple(one) for one in sample]), np.array(same, dtype=float)
    weights = np.array([GIVEN.get(name, 0.0) for name in NAMES])
    free = np.array([name not in GIVEN for name in NAMES])
    held = np.where(SIGN < 0, REVIEWED, HOLD_BACK)
    held[CONSTANT] = 0
    for _ in range(STEPS):
        slope = x.T @ (1 / (1 + np.exp(-x @ weights)) - y) + held * weights
        weights -= free * RATE * slope / len(y)
        allowed = SIGN * weights >= 0
        allowed[CONSTANT] = True
        weights = np.where(allowed, weights, 0.0)
    return Features(*(round(float(weight), 2) for weight in weights))


def without_meaning(features: Features) -> Features:
    """The features of two wordings whose vectors are not known."""
    return replace(features, meaning=0.0)
