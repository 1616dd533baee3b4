"""Writes models.json: covariances of every model with a correlation length, by their definitions in mpmath with 30 digits,
also for extreme options.

Usage: python3 models.py > models.json (mpmath 1.3)
"""

import json

import mpmath
from mpmath import mpf

mpmath.mp.dps = 30


def bessel(order, z):
    """K_order(z) by the trapezoidal rule on DLMF 10.32.9, which converges exponentially."""
    step = 1 / (12 * mpmath.sqrt(max(order, 1)))
    peak = mpmath.asinh(order / z)
    total = mpf(0)
    largest = mpf(0)
    for direction in [1, -1]:
        t = mpmath.floor(peak / step) * step + (step if direction > 0 else 0)
        while True:
            term = mpmath.exp(-z * mpmath.cosh(t) + order * t)
            total += term
            largest = max(largest, term)
            if term < largest * mpf(10) ** -25:
                break
            t += direction * step
    return total * step / 2


def matern(h, smoothness):
    if h == 0:
        return mpf(1)
    z = mpmath.sqrt(2 * smoothness) * h
    if z > 200 + 2 * smoothness:
        return mpf(0)  # of the order of exp(-z), times a power
    return 2 ** (1 - smoothness) / mpmath.gamma(smoothness) * z**smoothness * bessel(smoothness, z)


def ended(f):
    return lambda h: f(h) if h < 1 else mpf(0)


models = {
    "squaredExponential": lambda h: mpmath.exp(-h * h / 2),
    "exponential": lambda h: mpmath.exp(-h),
    "matern": matern,
    "rationalQuadratic": lambda h, alpha: mpmath.exp(-alpha * mpmath.log1p(h * h / (2 * alpha))),
    "spherical": ended(lambda h: 1 - 3 * h / 2 + h**3 / 2),
    "stable": lambda h, alpha: mpmath.exp(-(h**alpha)),
    "cauchy": lambda h, alpha, beta: (1 + h**alpha) ** (-beta / alpha),
    "cubic": ended(lambda h: 1 - 7 * h**2 + 35 * h**3 / 4 - 7 * h**5 / 2 + 3 * h**7 / 4),
}
options = {
    "matern": [{"smoothness": s} for s in [0.05, 0.3, 0.5, 1, 1.3, 1.5, 2.5, 7.5, 20.5, 21.5, 50, 100.5, 999.5, 1000]],
    "rationalQuadratic": [{"alpha": a} for a in [1e-6, 0.1, 2, 1e3, 1e8, 1e12, 1e15, 1e17, 1e30, 1e50]],
    "stable": [{"alpha": a} for a in [0.01, 0.5, 1, 1.5, 2]],
    "cauchy": [{"alpha": a, "beta": b} for a in [0.01, 1, 2] for b in [0.01, 1, 100]],
}
distances = [0, 1e-12, 1e-6, 0.001, 0.1, 0.5, 0.999999, 1, 1.5, 2, 3.7, 6, 9, 20, 300]
cases = []
for name, f in models.items():
    for given in options.get(name, [{}]):
        for length in [1] if name == "matern" else [1, 8, 1e-30, 1e30]:
            r = [float(mpf(h) * mpf(length)) for h in distances]
            values = [float(f(mpf(x) / mpf(length), **{k: mpf(v) for k, v in given.items()})) for x in r]
            cases.append({"model": name, "options": {"correlationLength": length, **given}, "r": r, "value": values})
print(json.dumps({"origin": f"mpmath {mpmath.__version__}, 30 digits; packages/fields/test/reference/models.py", "cases": cases}))
