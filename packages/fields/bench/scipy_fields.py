"""SciPy's side of run.mjs: answers the lines "field DTYPE" and "transform DTYPE" on standard input with the CPU time
of one, in milliseconds, the mean of TRIALS. The first line of the output holds the version.

White noise filtered in Fourier space gives periodic fields of covariance exp(-r^2 / (2 l^2)) and variance 1.
Usage: scipy_fields.py SIZE LENGTH TRIALS
"""

import json
import sys
import time

import numpy as np
import scipy.fft

size, length, trials = int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])


def milliseconds(run):
    run()
    start = time.process_time()
    for _ in range(trials):
        run()
    return 1e3 * (time.process_time() - start) / trials


def field(dtype):
    distance = np.minimum(np.arange(size), size - np.arange(size)).astype(float)
    spectrum = np.maximum(scipy.fft.fft(np.exp(-distance * distance / (2 * length * length))).real, 0)
    amplitude = np.sqrt(np.outer(spectrum, spectrum[: size // 2 + 1])).astype(dtype)
    generator = np.random.default_rng(0)

    def draw():
        noise = generator.standard_normal((size, size), dtype=dtype)
        return scipy.fft.irfft2(scipy.fft.rfft2(noise, workers=1) * amplitude, s=(size, size), workers=1)

    return draw


def transform(dtype):
    complex_type = {"float64": np.complex128, "float32": np.complex64}[dtype]
    values = np.random.default_rng(0).standard_normal((size, size)).astype(complex_type)
    return lambda: scipy.fft.ifft2(values, workers=1)


runs = {}
print(json.dumps({"scipy": scipy.__version__}), flush=True)
for line in sys.stdin:
    kind, dtype = line.split()
    if line not in runs:
        runs[line] = {"field": field, "transform": transform}[kind](dtype)
    print(milliseconds(runs[line]), flush=True)
