"""Golden vectors of @backdropjs/losses/ranking, soft targets, weighted Efron ties and strata: test/golden/autograd.json, by PyTorch's
float64 autograd over all pairs and events.

    python make-autograd.py [cases a family, default 4] [file] [seed]

With more cases and another file, the differential test: BACKDROPJS_GOLDEN_DIR=<its folder> vitest run autograd-golden.
The committed file: torch 2.13.0, NumPy 2.4.6.
"""

import json
import sys

import numpy as np
import torch

torch.set_num_threads(1)
cases = int(sys.argv[1]) if len(sys.argv) > 1 else 4
target = sys.argv[2] if len(sys.argv) > 2 else __file__.replace("make-autograd.py", "autograd.json")
rng = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 22)


def softplus(x):
    """torch.nn.functional.softplus is linear past 20."""
    return torch.logaddexp(x, torch.zeros_like(x))


def scores_of(n):
    z = rng.normal(size=n)
    return [z, np.round(2 * z) / 2, 8 * z][rng.integers(3)]


def weights_of(n):
    return None if rng.random() < 0.4 else np.round(rng.random(n) * 4 + 0.25, 2)


def lists_of(n):
    return None if rng.random() < 0.4 else rng.integers(0, 3, n)


def over_lists(s, groups, loss, *columns):
    """The mean over lists of a loss, of those that have one, and its gradient by the scores."""
    s = torch.tensor(s, requires_grad=True)
    ids = [0] if groups is None else list(dict.fromkeys(groups.tolist()))
    values = []
    for g in ids:
        at = np.arange(len(s)) if groups is None else np.flatnonzero(groups == g)
        value = loss(s[at], *[None if c is None else torch.tensor(c[at]) for c in columns])
        if value is not None:
            values.append(value)
    if not values:
        return None
    mean = torch.stack(values).mean()
    if mean.requires_grad:
        mean.backward()
    return dict(value=mean.item(), gradient=np.zeros(len(s)) if s.grad is None else s.grad.numpy())


def rank_net():
    n, beta = int(rng.integers(2, 30)), float(rng.choice([0.5, 1, 3]))
    s, y, w, g = scores_of(n), rng.integers(0, rng.integers(2, 6), n), weights_of(n), lists_of(n)

    def loss(s, y, w):
        w = torch.ones(len(s), dtype=s.dtype) if w is None else w
        pairs = (y[:, None] > y[None, :]) * w[:, None] * w[None, :]
        if not pairs.sum():
            return None
        return (pairs * softplus(-beta * (s[:, None] - s[None, :]))).sum() / pairs.sum()

    expected = over_lists(s, g, loss, y, w)
    return (dict(scores=s, labels=y, weights=w, groups=g, options=dict(beta=beta)), expected) if expected else rank_net()


def lambda_loss():
    n, beta = int(rng.integers(2, 20)), float(rng.choice([0.5, 1]))
    s, y, g = scores_of(n), rng.integers(0, rng.integers(2, 6), n), lists_of(n)
    k, mu = int(rng.integers(1, 12)), float(rng.choice([0.5, 10]))
    gain, weighing = rng.choice(["exponential", "linear"]), rng.choice(["ndcgLoss2++", "ndcgLoss2", "lambdaRank"])

    def loss(s, y):
        gains = (2.0**y - 1) if gain == "exponential" else y.double()
        best = torch.sort(gains, descending=True).values
        discounts = 1 / torch.log2(torch.arange(len(s), dtype=s.dtype) + 2) * (torch.arange(len(s)) < k)
        ideal = (best * discounts).sum()
        if not ideal:
            return None
        keys = [(-a, b) for a, b in zip(s.tolist(), y.tolist())]
        order = sorted(range(len(s)), key=keys.__getitem__)
        rank, discount, isTop = np.zeros(len(s)), np.zeros(len(s)), np.zeros(len(s), bool)
        for i in range(len(s)):
            places = [p for p, j in enumerate(order) if keys[j] == keys[i]]
            rank[i], discount[i] = np.mean(places) + 1, np.mean([discounts[p] for p in places])
            isTop[i] = min(places) < k
        total = torch.zeros((), dtype=s.dtype)
        for i in range(len(s)):
            for j in range(len(s)):
                if y[i] > y[j] and (isTop[i] or isTop[j]):
                    rho, far = abs(discount[i] - discount[j]), abs(rank[i] - rank[j])
                    delta = 1 / np.log2(1 + far) - 1 / np.log2(2 + far)
                    weight = {"lambdaRank": rho, "ndcgLoss2": delta, "ndcgLoss2++": rho + mu * delta}[weighing]
                    total = total + (gains[i] - gains[j]) / ideal * weight * softplus(-beta * (s[i] - s[j]))
        return total

    expected = over_lists(s, g, loss, y)
    options = dict(beta=beta, k=k, mu=mu, gain=gain, weighing=weighing)
    return (dict(scores=s, labels=y, groups=g, options=options), expected) if expected else lambda_loss()


def approx_ndcg():
    """Soft ranks over all pairs; weights count in the gains, the ranks past k fall off by a cubic, at most k count."""
    n, k = int(rng.integers(1, 60)), int(rng.integers(1, 12))
    s, y, w, g = scores_of(n), rng.integers(0, rng.integers(2, 6), n), weights_of(n), lists_of(n)
    gain, temperature = rng.choice(["exponential", "linear"]), float(rng.choice([0.1, 0.5, 2]))

    def loss(s, y, w):
        gains = (2.0**y - 1) if gain == "exponential" else y.double()
        gains = gains if w is None else gains * w
        best = torch.sort(gains, descending=True).values[:k]
        ideal = (best / torch.log2(torch.arange(len(best), dtype=s.dtype) + 2)).sum()
        if not ideal:
            return None
        other = 1 - torch.eye(len(s), dtype=s.dtype)
        ranks = 1 + (other * torch.sigmoid((s[None, :] - s[:, None]) / temperature)).sum(1)
        left = torch.clamp(k + 1 - ranks, 0, 1)
        counts = left**2 * (3 - 2 * left)
        most = k / torch.clamp(counts.sum(), min=k)
        return 1 - most * (gains * counts / torch.log2(1 + ranks)).sum() / ideal

    expected = over_lists(s, g, loss, y, w)
    options = dict(k=k, gain=gain, temperature=temperature)
    return (dict(scores=s, labels=y, weights=w, groups=g, options=options), expected) if expected else approx_ndcg()


def multiclass_auc():
    c = int(rng.integers(2, 5))
    n, beta = int(rng.integers(2 * c, 25)), float(rng.choice([0.5, 2]))
    y = np.concatenate([np.arange(2), rng.integers(0, c, n - 2)])
    s, w = scores_of((n, c)), weights_of(n)
    surrogate, versus = rng.choice(["sigmoid", "logistic", "squaredHinge"]), rng.choice(["rest", "one"])
    phi = {
        "sigmoid": lambda d: torch.sigmoid(-beta * d),
        "logistic": lambda d: softplus(-beta * d),
        "squaredHinge": lambda d: torch.clamp(1 - d, min=0) ** 2,
    }[surrogate]
    x = torch.tensor(s, requires_grad=True)
    weights, values = torch.ones(n, dtype=x.dtype) if w is None else torch.tensor(w), []
    present = sorted(set(y.tolist()))
    for a in present:
        for others in [[b for b in present if b != a]] if versus == "rest" else [[b] for b in present if b != a]:
            i, j = np.flatnonzero(y == a), np.flatnonzero(np.isin(y, others))
            pairs = weights[i][:, None] * weights[j][None, :]
            values.append((pairs * phi(x[i, a][:, None] - x[j, a][None, :])).sum() / pairs.sum())
    mean = torch.stack(values).mean()
    mean.backward()
    options = dict(numClasses=c, surrogate=surrogate, versus=versus) | ({} if surrogate == "squaredHinge" else dict(beta=beta))
    return dict(scores=s.ravel(), labels=y, weights=w, options=options), dict(
        value=mean.item(), gradient=x.grad.numpy().ravel()
    )


def soft_overlap():
    """Dice, Tversky and F of targets in [0, 1]."""
    n, eps = int(rng.integers(2, 25)), float(rng.choice([0, 0.5]))
    s, w, y = scores_of(n), weights_of(n), np.where(rng.random(n) < 0.4, rng.integers(0, 2, n), rng.random(n))
    y[0] = max(y[0], 0.1)
    kind = rng.choice(["dice", "tversky", "f"])
    alpha, beta = round(rng.random(), 2), round(rng.random() + 0.1, 2)
    x = torch.tensor(s, requires_grad=True)
    p, t, v = torch.sigmoid(x), torch.tensor(y), torch.ones(n, dtype=x.dtype) if w is None else torch.tensor(w)
    tp, fp, fn = (v * t * p).sum(), (v * (1 - t) * p).sum(), (v * t * (1 - p)).sum()
    a, b, c = {"dice": (2, 1, 1), "tversky": (1, alpha, beta), "f": (1 + beta**2, 1, beta**2)}[kind]
    value = 1 - (a * tp + eps) / (a * tp + b * fp + c * fn + eps)
    value.backward()
    more = {"dice": {}, "tversky": dict(alpha=alpha, beta=beta), "f": dict(beta=beta)}[kind]
    options = dict(fromLogits=True, eps=eps) | more
    return dict(kind=kind, scores=s, labels=y, weights=w, options=options), dict(
        value=value.item(), gradient=x.grad.numpy()
    )


def weighted_efron():
    """As R's coxph weighs: the mean weight of tied events, times the logs of their shrinking risk sets."""
    n = int(rng.integers(2, 25))
    s, w, time, event = scores_of(n), weights_of(n), rng.integers(0, 6, n), rng.integers(0, 2, n)
    event[0] = 1
    x = torch.tensor(s, requires_grad=True)
    v, value = torch.ones(n, dtype=x.dtype) if w is None else torch.tensor(w), 0
    risk = v * torch.exp(x)
    for t in set(time[event == 1].tolist()):
        tied, m = (time == t) & (event == 1), int(((time == t) & (event == 1)).sum())
        value = value - (v[tied] * x[tied]).sum()
        for l in range(m):
            value = value + v[tied].mean() * torch.log(risk[time >= t].sum() - l / m * risk[tied].sum())
    value = value / v[event == 1].sum()
    value.backward()
    labels = dict(time=time, event=event)
    return dict(scores=s, labels=labels, weights=w, options=dict(ties="efron")), dict(
        value=value.item(), gradient=x.grad.numpy()
    )


def cox_strata():
    """The log likelihoods of strata, each with risk sets of its own, over the weight of all events, as with R's strata()."""
    n, ties = int(rng.integers(2, 30)), str(rng.choice(["breslow", "efron"]))
    s, w, time, event = scores_of(n), weights_of(n), rng.integers(0, 6, n), rng.integers(0, 2, n)
    g = rng.integers(0, 4, n)
    event[0] = 1
    x = torch.tensor(s, requires_grad=True)
    v, value = torch.ones(n, dtype=x.dtype) if w is None else torch.tensor(w), 0
    risk = v * torch.exp(x)
    for i in np.flatnonzero(event):
        value = value - v[i] * x[i]
    for t, stratum in {(time[i], g[i]) for i in np.flatnonzero(event)}:
        at_risk, tied = (g == stratum) & (time >= t), (g == stratum) & (time == t) & (event == 1)
        m = int(tied.sum())
        for l in range(m):
            gone = l / m * risk[tied].sum() if ties == "efron" else 0
            value = value + v[tied].sum() / m * torch.log(risk[at_risk].sum() - gone)
    value = value / v[event == 1].sum()
    value.backward()
    return dict(scores=s, labels=dict(time=time, event=event), weights=w, groups=g, options=dict(ties=ties, groups="strata")), dict(
        value=value.item(), gradient=x.grad.numpy()
    )


def plain(value):
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items() if part is not None}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(part) for part in value]
    if isinstance(value, (np.floating, float)):
        value = float(value)
        return int(value) if value.is_integer() else value
    return int(value) if isinstance(value, np.integer) else str(value) if isinstance(value, np.str_) else value


suites = []
for family in [rank_net, lambda_loss, multiclass_auc, soft_overlap, weighted_efron, approx_ndcg, cox_strata]:
    pairs = [family() for _ in range(cases)]
    suites.append(dict(name=family.__name__, cases=[dict(input=plain(i), expected=plain(e)) for i, e in pairs]))
with open(target, "w") as file:
    file.write('{"suites": [\n')
    file.write(",\n".join(json.dumps(suite, separators=(",", ":")) for suite in suites))
    file.write("\n]}\n")
