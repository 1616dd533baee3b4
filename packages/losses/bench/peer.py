"""Answers lines on standard input with milliseconds of CPU time on standard output: `argsort N` times NumPy's argsort
of N normal numbers, `pairs N` PyTorch's value and gradient of the mean sigmoid over all pairs, one thread, 5 % positives.
The first line of the output holds the versions."""
import json
import sys
import time

try:
    import numpy
except ImportError:
    numpy = None
try:
    import torch
    torch.set_num_threads(1)
except ImportError:
    torch = None


def milliseconds(call):
    start = time.process_time()
    call()
    return 1e3 * (time.process_time() - start)


def argsort(n):
    scores = numpy.random.default_rng(0).standard_normal(n)
    return milliseconds(lambda: numpy.argsort(scores))


def pairs(n):
    generator = torch.Generator().manual_seed(n)
    scores = torch.randn(n, generator=generator, dtype=torch.float64).requires_grad_()
    positive = torch.rand(n, generator=generator) < 0.05
    return milliseconds(
        lambda: torch.sigmoid(scores[~positive][None, :] - scores[positive][:, None]).mean().backward())


versions = {"numpy": numpy and numpy.__version__, "torch": torch and torch.__version__}
print(json.dumps(versions), flush=True)
for line in sys.stdin:
    name, n = line.split()
    print({"argsort": argsort, "pairs": pairs}[name](int(n)), flush=True)
