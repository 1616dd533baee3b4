"""Makes statistics.json with SciPy: python3 test/golden/make-statistics.py > test/golden/statistics.json

Paired differences with and without zeros and ties, small and large samples; two-sided p-values.
"""
import json
import sys
import warnings

import numpy as np
import scipy
from scipy import stats

warnings.simplefilter("ignore")
rng = np.random.default_rng(20180601)

samples = {
    "two": [0.5, -0.25],
    "three of one sign": [0.1, 0.2, 0.3],
    "five": rng.normal(0.3, 1, 5).tolist(),
    "fourteen": rng.normal(0.034, 0.04, 14).tolist(),
    "thirty": rng.normal(0.03, 0.05, 30).tolist(),
    "fifty": rng.normal(0.1, 1, 50).tolist(),
    "fifty-one": rng.normal(0.1, 1, 51).tolist(),
    "seventy, strong": rng.normal(0.3, 0.2, 70).tolist(),
    "twelve of one sign": (np.abs(rng.normal(0, 1, 12)) + 0.01).tolist(),
    "fourteen with ties": (np.round(rng.normal(0.034, 0.04, 14) * 40) / 40 + 1 / 512).tolist(),
    "fourteen with zeros and ties": (np.round(rng.normal(0.01, 0.04, 14) * 64) / 64).tolist(),
    "one zero": [0.0] + rng.normal(0.2, 1, 11).tolist(),
    "centre of the distribution": [1.0, -2.0, -3.0, 4.0],
}


def paired(d):
    d = np.array(d)
    t = stats.ttest_1samp(d, 0)
    magnitudes = np.abs(d)
    exact = len(d) <= 50 and np.all(d != 0) and len(np.unique(magnitudes)) == len(d)
    w = stats.wilcoxon(d, mode="exact" if exact else "approx")
    return {
        "differences": d.tolist(),
        "mean": float(np.mean(d)),
        "standardError": float(stats.sem(d)),
        "tTestP": float(t.pvalue),
        "wilcoxon": {
            "statistic": float(w.statistic),
            "p": float(w.pvalue),
            "method": "exact" if exact else "normal",
        },
    }


golden = {
    "origin": f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}",
    "command": "python3 test/golden/make-statistics.py > test/golden/statistics.json",
    "paired": [{"name": name, **paired(d)} for name, d in samples.items()],
    "studentT": [
        {"t": t, "degreesOfFreedom": v, "p": float(2 * stats.t.sf(abs(t), v))}
        for v in (1, 2, 3, 6, 13, 29, 69, 400)
        for t in (0.0, 0.01, 0.7, -1.5, 2.145, 5.0, 12.0, 40.0)
    ],
    "normal": [
        {"z": z, "p": float(2 * stats.norm.sf(abs(z)))}
        for z in (0.0, 1e-6, 0.3, -1.0, 1.959964, 3.0, 3.535, 3.536, 6.0, 12.0, 30.0)
    ],
}
print(json.dumps(golden, indent=1))
