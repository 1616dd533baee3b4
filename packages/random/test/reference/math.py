"""Writes math.json: log1p and expm1 at many numbers, by mpmath with 400 digits, rounded to the nearest double.

Usage: python3 math.py > math.json (mpmath 1.3)
"""

import json
import random

import mpmath

mpmath.mp.dps = 400
draw = random.Random(1)


def numbers(low, high, count=60):
    """Of every size between two powers of ten, both signs."""
    return [draw.choice([-1, 1]) * 10 ** draw.uniform(low, high) for _ in range(count)]


def cases(function, points):
    return [[x, float(function(mpmath.mpf(x)))] for x in points]


near = [draw.uniform(-0.99, 3) for _ in range(150)]
log1p = [x for x in [*numbers(-320, -1), *numbers(-17, 0), *near, *numbers(0, 300), -1 + 2**-53, 2**-53] if x > -1]
expm1 = [*numbers(-320, -1), *numbers(-17, 0), *near, *[draw.uniform(-40, 709) for _ in range(150)], -38.0, 38.0]
print(
    json.dumps(
        {
            "origin": f"mpmath {mpmath.__version__}, 400 digits, rounded to double; packages/random/test/reference/math.py",
            "log1p": cases(lambda x: mpmath.log(1 + x), log1p),
            "expm1": cases(lambda x: mpmath.exp(x) - 1, expm1),
        }
    )
)
