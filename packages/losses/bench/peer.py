"""Answers lines on standard input, `NAME N` with the name of a function below, with milliseconds of CPU time on standard output.
PyTorch computes value and gradient, in float64 like the losses, with one thread. The first line of the output holds the versions."""
import json
import sys
import time

try:
    import numpy
except ImportError:
    numpy = None
try:
    import sklearn
    import sklearn.metrics
except ImportError:
    sklearn = None
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


def binary(n):
    """Scores and labels, 5 % of them 1."""
    generator = numpy.random.default_rng(0)
    return generator.random(n) < 0.05, generator.standard_normal(n)


def roc_auc(n):
    labels, scores = binary(n)
    return milliseconds(lambda: sklearn.metrics.roc_auc_score(labels, scores))


def average_precision(n):
    labels, scores = binary(n)
    return milliseconds(lambda: sklearn.metrics.average_precision_score(labels, scores))


def ndcg(n):
    generator = numpy.random.default_rng(0)
    labels, scores = generator.integers(0, 5, (1, n)), generator.standard_normal((1, n))
    return milliseconds(lambda: sklearn.metrics.ndcg_score(labels, scores))


def pairs(n):
    generator = torch.Generator().manual_seed(n)
    scores = torch.randn(n, generator=generator, dtype=torch.float64).requires_grad_()
    positive = torch.rand(n, generator=generator) < 0.05
    return milliseconds(
        lambda: torch.sigmoid(scores[~positive][None, :] - scores[positive][:, None]).mean().backward())


def backward(n, loss):
    """Of a loss of n vectors x and n vectors y of 128 numbers."""
    generator = torch.Generator().manual_seed(n)
    x, y = (torch.randn(n, 128, generator=generator, dtype=torch.float64).requires_grad_() for _ in range(2))
    return milliseconds(lambda: loss(x, y).backward())


def info_nce(n):
    normalize = torch.nn.functional.normalize
    return backward(n, lambda x, y: torch.nn.functional.cross_entropy(
        normalize(x) @ normalize(y).t() / 0.1, torch.arange(n)))


def mmd(n):
    def kernel(a, b):
        squares = (a * a).sum(1)[:, None] + (b * b).sum(1)[None, :] - 2 * a @ b.t()
        return torch.exp(-squares / 200)
    return backward(n, lambda x, y: kernel(x, x).mean() + kernel(y, y).mean() - 2 * kernel(x, y).mean())


def distance_correlation(n):
    def centered(a):
        distances = torch.cdist(a, a)
        return distances - distances.mean(0, keepdim=True) - distances.mean(1, keepdim=True) + distances.mean()

    def loss(x, y):
        a, b = centered(x), centered(y)
        return torch.sqrt((a * b).mean() / torch.sqrt((a * a).mean() * (b * b).mean()))
    return backward(n, loss)


def lovasz_softmax(n):
    generator = torch.Generator().manual_seed(n)
    probabilities = torch.rand(n, 5, generator=generator, dtype=torch.float64).softmax(1).requires_grad_()
    labels = torch.randint(0, 5, (n,), generator=generator)

    def loss():
        total = 0
        for c in range(5):
            foreground = (labels == c).double()
            errors, order = torch.sort((foreground - probabilities[:, c]).abs(), descending=True)
            found = foreground[order].cumsum(0)
            jaccard = 1 - (found[-1] - found) / (found[-1] + torch.arange(1, n + 1) - found)
            total = total + errors @ torch.diff(jaccard, prepend=jaccard.new_zeros(1))
        return total / 5
    return milliseconds(lambda: loss().backward())


peers = {call.__name__: call for call in (
    argsort, roc_auc, average_precision, ndcg, pairs, info_nce, mmd, distance_correlation, lovasz_softmax)}
versions = {
    "numpy": numpy and numpy.__version__,
    "sklearn": sklearn and sklearn.__version__,
    "torch": torch and torch.__version__,
}
print(json.dumps(versions), flush=True)
for line in sys.stdin:
    name, n = line.split()
    print(peers[name](int(n)), flush=True)
