"""SciPy's side of run.mjs: prints one JSON line with milliseconds, each the smallest of many trials.

White noise filtered in Fourier space gives periodic fields of covariance exp(-r^2 / (2 l^2)) and variance 1.
Usage: scipy_fields.py SIZE LENGTH TRIALS
"""

import json
import sys
import time

import numpy as np
import scipy.fft

size, length, trials = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])


def best(run):
    run()
    times = []
    for _ in range(trials):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return 1e3 * min(times)


def sampler(dtype):
    distance = np.minimum(np.arange(size), size - np.arange(size)).astype(float)
    spectrum = np.maximum(scipy.fft.fft(np.exp(-distance * distance / (2 * length * length))).real, 0)
    amplitude = np.sqrt(np.outer(spectrum, spectrum[: size // 2 + 1])).astype(dtype)
    generator = np.random.default_rng(0)

    def draw():
        noise = generator.standard_normal((size, size), dtype=dtype)
        return scipy.fft.irfft2(scipy.fft.rfft2(noise, workers=1) * amplitude, s=(size, size), workers=1)

    return draw


def transform(dtype):
    values = np.random.default_rng(0).standard_normal((size, size)).astype(dtype)
    return lambda: scipy.fft.ifft2(values, workers=1)


print(
    json.dumps(
        {
            "version": scipy.__version__,
            "field": {"float64": best(sampler(np.float64)), "float32": best(sampler(np.float32))},
            "transform": {"float64": best(transform(np.complex128)), "float32": best(transform(np.complex64))},
        }
    )
)
