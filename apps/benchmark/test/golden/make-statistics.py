"""Makes statistics.json with SciPy: python3 test/golden/make-statistics.py > test/golden/statistics.json

Paired differences with and without zeros and ties, small and large samples; two-sided p-values; BCa bootstrap intervals of the
mean, once from given resamples, to be met exactly, and once from so many that little is left to chance.
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


class Given(np.random.Generator):
    """Lets SciPy's bootstrap draw the resamples that we say."""

    def __init__(self, indices):
        super().__init__(np.random.PCG64(0))
        self.indices = indices

    def integers(self, *args, **kwargs):
        return self.indices


def bca(d, count, generator):
    result = stats.bootstrap((d,), np.mean, n_resamples=count, method="BCa", random_state=generator)
    return [float(bound) for bound in result.confidence_interval]


def bootstrap(d):
    d = np.array(d)
    indices = np.random.default_rng(7).integers(0, len(d), (199, len(d)))
    return {
        "means": d[indices].mean(axis=1).tolist(),
        "interval": bca(d, 199, Given(indices)),
        "limit": bca(d, 200_000, np.random.default_rng(8)),
    }


golden = {
    "origin": f"SciPy {scipy.__version__}, NumPy {np.__version__}, Python {sys.version.split()[0]}",
    "command": "python3 test/golden/make-statistics.py > test/golden/statistics.json",
    "paired": [{"name": name, **paired(d)} for name, d in samples.items()],
    "bootstrap": [
        {"differences": samples[name], "name": name, **bootstrap(samples[name])}
        for name in ("five", "fourteen", "thirty", "seventy, strong", "twelve of one sign",
                     "fourteen with zeros and ties")
    ],
    "studentT": [
        {"t": t, "degreesOfFreedom": v, "p": float(2 * stats.t.sf(abs(t), v))}
        for v in (1, 2, 3, 6, 13, 29, 69, 400)
        for t in (0.0, 0.01, 0.7, -1.5, 2.145, 5.0, 12.0, 40.0)
    ],
    "normal": [
        {"z": z, "p": float(2 * stats.norm.sf(abs(z)))}
        for z in (0.0, 1e-6, 0.3, -1.0, 1.959964, 3.0, 3.535, 3.536, 6.0, 12.0, 30.0)
    ],
    "normalQuantile": [
        {"p": p, "z": float(stats.norm.ppf(p))}
        for p in (1e-12, 1e-4, 0.025, 0.3, 0.49, 0.5, 0.5001, 0.8, 0.975, 0.9998)
    ],
}
print(json.dumps(golden, indent=1))
