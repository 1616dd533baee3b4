"""Golden vectors of @backdropjs/losses/evaluation: test/golden/evaluation.json, from scikit-learn, NumPy, SciPy, exact rationals and
definitions.

    python make-evaluation.py [cases a family, default 4] [file] [seed]

With more cases and another file, the differential test: BACKDROPJS_GOLDEN_DIR=<its folder> vitest run evaluation-golden.
The committed file: scikit-learn 1.9.1, NumPy 2.4.6, SciPy 1.17.1.
"""

import itertools
import json
import sys
import warnings
from fractions import Fraction

import numpy as np
from scipy.integrate import quad
from scipy.stats import norm
from sklearn import metrics as sk

warnings.simplefilter("ignore")
cases = int(sys.argv[1]) if len(sys.argv) > 1 else 4
target = sys.argv[2] if len(sys.argv) > 2 else __file__.replace("make-evaluation.py", "evaluation.json")
rng = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 22)


def scores_of(*shape):
    """Often with ties, sometimes far apart."""
    z = rng.normal(size=shape)
    return [z, np.round(2 * z) / 2, np.round(z), 1e6 * z][rng.integers(4)]


def binary(n, fewest=1):
    while True:
        y = (rng.random(n) < rng.choice([0.2, 0.5, 0.8])).astype(int)
        if fewest <= y.sum() <= n - fewest:
            return y


def weights_of(n):
    return None if rng.random() < 0.4 else np.round(rng.random(n) * 4 + 0.25, 2)


def auc(s, y, w=None):
    return sk.roc_auc_score(y, s, sample_weight=w)


def ap(s, y, w=None):
    return sk.average_precision_score(y, s, sample_weight=w)


def f1(s, y, w=None):
    return sk.f1_score(y, s >= 0.5, sample_weight=w, zero_division=0)


def by_group():
    """Group by group with scikit-learn; groups without both classes are left out."""
    n = rng.integers(6, 40)
    metric, average = rng.choice(["rocAuc", "averagePrecision", "ndcg"]), rng.choice(["macro", "weighted"])
    while True:
        s, y, g = scores_of(n), binary(n), rng.integers(0, 5, n)
        w = None if metric == "ndcg" else weights_of(n)
        values, sizes = [], []
        for group in dict.fromkeys(g.tolist()):
            at = g == group
            defined = y[at].any() and (metric != "rocAuc" or not y[at].all())
            own = None if w is None else w[at]
            if not defined:
                value = np.nan
            elif metric == "ndcg":
                value = sk.ndcg_score([y[at]], [s[at]]) if at.sum() > 1 else 1.0
            else:
                value = {"rocAuc": auc, "averagePrecision": ap}[metric](s[at], y[at], own)
            values.append(value)
            sizes.append(at.sum() if w is None else own.sum())
        counted = ~np.isnan(values)
        if counted.any():
            break
    share = np.array(sizes, float) if average == "weighted" else np.ones(len(values))
    value = np.average(np.array(values)[counted], weights=share[counted])
    return dict(metric=metric, scores=s, labels=y, inputs=dict(groups=g, weights=w, average=average)), dict(
        value=value, values=values
    )


def classes():
    """Scores in eighths, which sum to 1 as roc_auc_score wants it, and classes that are all there."""
    k = int(rng.integers(3, 6))
    n = int(rng.integers(3 * k, 40))
    y = np.concatenate([np.arange(k), rng.integers(0, k, n - k)])
    return k, rng.multinomial(8, np.ones(k) / k, n) / 8, y, weights_of(n)


def one_vs_rest():
    k, s, y, w = classes()
    metric, average = rng.choice(["rocAuc", "averagePrecision"]), rng.choice(["macro", "weighted", "micro"])
    if metric == "rocAuc":
        value = sk.roc_auc_score(y, s, multi_class="ovr", average=average, sample_weight=w)
    else:
        value = sk.average_precision_score(y, s, average=average, sample_weight=w)
    return dict(metric=metric, scores=s.ravel(), labels=y, inputs=dict(numClasses=k, weights=w, average=average)), dict(
        value=value
    )


def one_vs_one():
    k, s, y, _ = classes()
    average = rng.choice(["macro", "weighted"])
    value = sk.roc_auc_score(y, s, multi_class="ovo", average=average)
    return dict(metric="rocAuc", scores=s.ravel(), labels=y, inputs=dict(numClasses=k, average=average)), dict(value=value)


def auc_mu():
    """By the definition: projections on differences of the rows of the partition matrix."""
    k, s, y, w = classes()
    costs = 1 - np.eye(k)
    values = []
    for a, b in itertools.combinations(range(k), 2):
        at = (y == a) | (y == b)
        # Distance from the plane between a and b, towards a.
        projected = s[at] @ (costs[b] - costs[a])
        values.append(auc(projected, y[at] == a, None if w is None else w[at]))
    return dict(scores=s.ravel(), labels=y, inputs=dict(numClasses=k, weights=w)), dict(value=np.mean(values))


def multilabel():
    n, k = int(rng.integers(4, 25)), int(rng.integers(2, 5))
    metric = rng.choice(["rocAuc", "averagePrecision", "f"])
    average = rng.choice(["macro", "weighted", "micro", "samples"])
    w = weights_of(n)
    while True:
        s, y = scores_of(n, k), (rng.random((n, k)) < 0.5).astype(int)
        if average == "samples":
            # Both in every row, which chance alone would hardly ever give.
            both = np.array([rng.permutation(k)[:2] for _ in range(n)])
            y[np.arange(n), both[:, 0]], y[np.arange(n), both[:, 1]] = 1, 0
        axes = [y.sum(0), n - y.sum(0), y.sum(1), k - y.sum(1)]
        if all(axis.all() for axis in axes[: 2 if average != "samples" else 4]):
            break
    if metric == "f":
        value = sk.f1_score(y, s >= 0.5, average=average, sample_weight=w, zero_division=0)
    else:
        function = {"rocAuc": sk.roc_auc_score, "averagePrecision": sk.average_precision_score}[metric]
        value = function(y, s, average=average, sample_weight=w)
    inputs = dict(numLabels=k, weights=w, average=average, onUndefined="zero")
    return dict(metric=metric, scores=s.ravel(), labels=y.ravel(), inputs=inputs), dict(value=value)


def expectation(s, y, value):
    """The mean over all orders of the items that agree with the scores."""
    values = []
    for order in itertools.permutations(range(len(s))):
        ranked = s[list(order)]
        if (np.diff(ranked) <= 0).all():
            values.append(value(y[list(order)]))
    return np.mean(values)


def top_k():
    n = int(rng.integers(1, 6))
    s = np.round(rng.normal(size=n))
    y = np.zeros(n, int)
    y[rng.integers(n)] = 1
    y |= rng.random(n) < 0.3
    k = int(rng.integers(1, 8))
    return dict(scores=s, labels=y, inputs=dict(k=k)), dict(
        reciprocalRank=expectation(s, y, lambda r: 1 / (1 + r.argmax()) if r.argmax() < k else 0),
        hitRateAtK=expectation(s, y, lambda r: float(r[:k].any())),
    )


def thresholds():
    n = int(rng.integers(2, 40))
    s, y, w = scores_of(n), binary(n), weights_of(n)
    precision, recall, t = sk.precision_recall_curve(y, s, sample_weight=w)
    precision, recall = precision[:-1], recall[:-1]
    at, beta = round(float(rng.random()), 2), float(rng.choice([0.5, 1, 2]))

    def best(first, second, allowed):
        top = max(((a, b, c) for a, b, c, ok in zip(first, second, t, allowed) if ok), default=(0, 0, np.inf))
        return top

    with np.errstate(all="ignore"):
        f = np.nan_to_num((1 + beta**2) * precision * recall / (beta**2 * precision + recall))
    p = best(recall, precision, precision >= at)
    r = best(precision, recall, recall >= at)
    return dict(scores=s, labels=y, weights=w, at=at, beta=beta), dict(
        atPrecision=[p[2], p[1], p[0]], atRecall=[r[2], r[0], r[1]], bestF=f.max()
    )


def probabilities():
    n, bins = int(rng.integers(1, 40)), int(rng.integers(1, 12))
    p = rng.random(n) if rng.random() < 0.5 else rng.integers(1, 10, n) / 10
    y, w = (rng.random(n) < p).astype(int), weights_of(n)
    w1 = np.ones(n) if w is None else w
    b = np.minimum((p * bins).astype(int), bins - 1)
    base, total = np.average(y, weights=w1), w1.sum()
    reliability = resolution = within = 0
    for bin in set(b.tolist()):
        at = b == bin
        share, mean_p, mean_y = w1[at].sum() / total, np.average(p[at], weights=w1[at]), np.average(y[at], weights=w1[at])
        reliability += share * (mean_p - mean_y) ** 2
        resolution += share * (mean_y - base) ** 2
        variance = np.average((p[at] - mean_p) ** 2, weights=w1[at])
        within += share * (variance - 2 * np.average((p[at] - mean_p) * (y[at] - mean_y), weights=w1[at]))
    logits = rng.normal(size=n) * 5
    return dict(scores=p, logits=logits, labels=y, weights=w, bins=bins), dict(
        crossEntropy=sk.log_loss(y, p, sample_weight=w, labels=[0, 1]),
        ofLogits=np.average(np.logaddexp(0, np.where(y == 1, -logits, logits)), weights=w1),
        brier=sk.brier_score_loss(y, p, sample_weight=w, pos_label=1),
        reliability=reliability,
        resolution=resolution,
        uncertainty=base * (1 - base),
        within=within,
    )


def delong():
    """Over all pairs, as the paper defines it."""
    n = int(rng.integers(4, 40))
    y = binary(n, 2)
    s = np.stack([scores_of(n), scores_of(n)])
    confidence = float(rng.choice([0.8, 0.95, 0.99]))
    psi = (s[:, y == 1][:, :, None] > s[:, y == 0][:, None, :]) + 0.5 * (
        s[:, y == 1][:, :, None] == s[:, y == 0][:, None, :]
    )
    areas = psi.mean((1, 2))
    cov = np.cov(psi.mean(2)) / (y == 1).sum() + np.cov(psi.mean(1)) / (y == 0).sum()
    z = norm.ppf((1 + confidence) / 2)
    spread = np.sqrt(cov[0, 0])
    difference, deviation = areas[0] - areas[1], np.sqrt(max(0, cov[0, 0] + cov[1, 1] - 2 * cov[0, 1]))
    if deviation < 1e-9:
        return delong()
    return dict(scores=s[0], second=s[1], labels=y, confidence=confidence), dict(
        auc=[areas[0], spread, max(0, areas[0] - z * spread), min(1, areas[0] + z * spread)],
        difference=[
            difference,
            deviation,
            max(-1, difference - z * deviation),
            min(1, difference + z * deviation),
            2 * norm.sf(abs(difference) / deviation),
        ],
    )


def uniforms(*key):
    """The package's numbers: MurmurHash3's finalizer over a counter."""
    mask = 2**32 - 1

    def mix(h):
        h = ((h ^ (h >> 16)) * 0x85EBCA6B) & mask
        h = ((h ^ (h >> 13)) * 0xC2B2AE35) & mask
        return h ^ (h >> 16)

    state = 0
    for word in np.array(key, "<f8").view("<u4").tolist():
        state = mix(((state ^ word) + 0x9E3779B9) & mask)
    counter = 0
    while True:
        yield mix(mix((state + counter * 0x9E3779B9) & mask) ^ state) / 2**32
        counter += 1


def bootstrap():
    n, resamples, seed = int(rng.integers(8, 20)), 20, int(rng.integers(1000))
    s, y = scores_of(n), binary(n, 4)
    g = None if rng.random() < 0.5 else rng.integers(0, 4, n)
    units = [[i] for i in range(n)] if g is None else [np.flatnonzero(g == u).tolist() for u in dict.fromkeys(g.tolist())]
    values = []
    for b in range(resamples):
        stream = uniforms(seed, b)
        at = sum((units[int(next(stream) * len(units))] for _ in units), [])
        if 0 < y[at].sum() < len(at):
            values.append(auc(s[at], y[at]))
    if len(values) < 2:
        return bootstrap()
    inputs = dict(seed=seed, resamples=resamples, groups=g, confidence=0.9, onUndefined="skip")
    return dict(scores=s, labels=y, inputs=inputs), dict(
        interval=[auc(s, y), np.std(values, ddof=1), *np.quantile(values, [0.05, 0.95])],
        skipped=resamples - len(values),
    )


def bins_of(values, ends):
    """The bin of each number: of equal ones over [0, 1], or how many ends are not above it."""
    if isinstance(ends, int):
        return np.minimum((values * ends).astype(int), ends - 1)
    return (values[:, None] >= np.array(ends)).sum(1)


def binned_scores(n):
    """Scores and where bins end; weights and positions of the parts that are merged."""
    s = np.round(rng.random(n) * 64) / 64 if rng.random() < 0.5 else rng.random(n)
    if rng.random() < 0.5:
        ends = int(rng.choice([1, 2, 5, 8, 40]))
    else:
        ends = np.sort(rng.choice(64, rng.integers(1, 9), replace=False)) / 64
    return s, ends, weights_of(n), int(rng.integers(0, n + 1))


def exact(w, n):
    """Weights as rational numbers; weights are hundredths."""
    return [Fraction(1)] * n if w is None else [Fraction(round(100 * x), 100) for x in w]


def binned_roc_auc():
    """The value by scikit-learn from the bins, the bounds by exact rationals over all pairs."""
    n = int(rng.integers(2, 40))
    s, ends, w, cut = binned_scores(n)
    y, bins, v = binary(n), bins_of(s, ends), exact(w, n)
    right = shared = pairs = Fraction(0)
    for i in np.flatnonzero(y):
        for j in np.flatnonzero(y == 0):
            right += v[i] * v[j] * int(bins[i] > bins[j])
            shared += v[i] * v[j] * int(bins[i] == bins[j])
            pairs += v[i] * v[j]
    inputs = dict(scores=s, labels=y, weights=w, cut=cut, options=dict(thresholds=ends))
    return inputs, dict(value=auc(bins, y, w), low=float(right / pairs), high=float((right + shared) / pairs))


def binned_average_precision():
    """The value by scikit-learn from the bins; the bounds of each bin by exact rationals and by SciPy's quadrature."""
    n = int(rng.integers(2, 40))
    s, ends, w, cut = binned_scores(n)
    y, bins, v = binary(n), bins_of(s, ends), exact(w, n)
    before, wrong, low, high = Fraction(0), Fraction(0), 0.0, Fraction(0)
    for b in sorted(set(bins.tolist()), reverse=True):
        p = sum((v[i] for i in np.flatnonzero((bins == b) & (y == 1))), Fraction(0))
        q = sum((v[i] for i in np.flatnonzero((bins == b) & (y == 0))), Fraction(0))
        if p:
            rest = float(wrong + q)
            low += quad(lambda x: (float(before) + x) / (float(before) + x + rest) if rest else 1.0, 0, float(p), epsabs=1e-14, epsrel=1e-13)[0]
            high += p * (before + p) / (before + p + wrong)
        before, wrong = before + p, wrong + q
    value = ap(bins, y, w)
    inputs = dict(scores=s, labels=y, weights=w, cut=cut, options=dict(thresholds=ends))
    return inputs, dict(value=value, low=min(value, low / float(before)), high=max(value, float(high / before)))


def binned_concordance():
    """All pairs, as exact rationals: binned, rightly ordered whatever the data in the bins are, and of unknown order."""
    n = int(rng.integers(2, 30))
    s, ends, w, cut = binned_scores(n)
    ends = ends if isinstance(ends, np.ndarray) else np.arange(1, ends + 1) / (ends + 1)
    parts = rng.choice([1, 4, 1000])
    time, event = np.round(4 * parts * rng.random(n)) / parts, rng.integers(0, 2, n)
    times = np.sort(rng.choice(64, rng.integers(1, 9), replace=False)) / 16
    bins, at, v = bins_of(s, ends), bins_of(time, times), exact(w, n)
    right = comparable = sure = unsure = Fraction(0)
    for i, j in itertools.permutations(range(n), 2):
        pair = v[i] * v[j]
        if event[i] and (at[i] < at[j] or (at[i] == at[j] and not event[j])):
            comparable += pair
            right += pair * (1 if bins[i] > bins[j] else Fraction(int(bins[i] == bins[j]), 2))
            if at[i] == at[j] or bins[i] == bins[j]:
                unsure += pair
            elif bins[i] > bins[j]:
                sure += pair
        if i < j and event[i] and event[j] and at[i] == at[j]:
            unsure += pair
    if not comparable:
        return binned_concordance()
    wrong = sum(
        v[i] * v[j]
        for i, j in itertools.permutations(range(n), 2)
        if event[i] and at[i] < at[j] and bins[i] < bins[j]
    )
    whole = sure + wrong + unsure
    inputs = dict(scores=s, labels=dict(time=time, event=event), weights=w, cut=cut, options=dict(thresholds=ends, times=times))
    return inputs, dict(
        value=float(right / comparable), low=float(sure / whole), high=float((sure + unsure) / whole)
    )


def plain(value):
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items() if part is not None}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(part) for part in value]
    if isinstance(value, (np.floating, float)):
        value = float(value)
        return int(value) if value.is_integer() else (value if np.isfinite(value) else str(value).replace("nan", "NaN").replace("inf", "Infinity"))
    return int(value) if isinstance(value, np.integer) else str(value) if isinstance(value, np.str_) else value


families = [by_group, one_vs_rest, one_vs_one, auc_mu, multilabel, top_k, thresholds, probabilities, delong, bootstrap]
families += [binned_roc_auc, binned_average_precision, binned_concordance]
suites = []
for family in families:
    pairs = [family() for _ in range(max(1, cases // 5) if family is bootstrap and cases > 100 else cases)]
    suites.append(dict(name=family.__name__, cases=[dict(input=plain(i), expected=plain(e)) for i, e in pairs]))
with open(target, "w") as file:
    file.write('{"suites": [\n')
    file.write(",\n".join(json.dumps(suite, separators=(",", ":")) for suite in suites))
    file.write("\n]}\n")
