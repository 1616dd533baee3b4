"""Writes the golden values of the two one-sided t-tests, on the samples of statistics.json.

    python3 test/golden/make-equivalence.py > test/golden/equivalence.json
"""
import json
import pathlib
import sys

import numpy as np
import scipy
from scipy import stats

paired = json.loads(pathlib.Path(__file__).with_name("statistics.json").read_text())["paired"]
samples = {case["name"]: case["differences"] for case in paired}


def equivalence(d, margin):
    above = stats.ttest_1samp(d, -margin, alternative="greater").pvalue
    below = stats.ttest_1samp(d, margin, alternative="less").pvalue
    return {"margin": margin, "p": float(max(above, below))}


golden = {
    "origin": f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}",
    "command": "python3 test/golden/make-equivalence.py > test/golden/equivalence.json",
    "cases": [
        {"name": name, **equivalence(samples[name], margin)}
        for name in ("two", "five", "fourteen", "thirty", "fifty-one", "seventy, strong")
        for margin in (0.01, 0.04, 0.5)
    ],
}
print(json.dumps(golden, indent=1))
