"""Writes condition.json: conditional means and variances of Gaussian fields by direct solution of the linear systems, with
NumPy in float64.

Usage: python3 condition.py > condition.json (NumPy 2.4)
"""

import json

import numpy as np


def exponential(length, ratio, angle):
    def covariance(dy, dx):
        along = np.cos(angle) * dx + np.sin(angle) * dy
        across = np.cos(angle) * dy - np.sin(angle) * dx
        return np.exp(-np.hypot(along / length, across / length / ratio))

    return covariance


def matern32(length):
    def covariance(dy, dx):
        z = np.sqrt(3) * np.hypot(dy, dx) / length
        return (1 + z) * np.exp(-z)

    return covariance


def case(name, covariance, shape, count, noise, draw):
    places = draw.permutation(shape[0] * shape[1])[:count]
    points = np.stack([places // shape[1], places % shape[1]], 1)
    values = draw.normal(size=count).round(3)
    grid = np.stack(np.mgrid[: shape[0], : shape[1]], -1).reshape(-1, 2)
    between = lambda a, b: covariance(a[:, None, 0] - b[None, :, 0], a[:, None, 1] - b[None, :, 1])
    matrix = between(points, points) + np.diag(np.broadcast_to(noise, count) ** 2)
    cross = between(grid, points)
    solved = np.linalg.solve(matrix, cross.T).T
    asked = np.unique(np.concatenate([draw.integers(0, len(grid), 60), places[:10]]))
    return {
        "model": name,
        "shape": shape,
        "points": points.tolist(),
        "values": values.tolist(),
        "noise": noise,
        "at": asked.tolist(),
        "mean": (solved @ values)[asked].tolist(),
        "variance": (1 - np.einsum("ij,ij->i", solved, cross))[asked].tolist(),
    }


draw = np.random.default_rng(1)
tilted = {"name": "exponential", "correlationLength": 6, "anisotropy": {"ratio": 0.5, "angle": 0.4}}
smooth = {"name": "matern", "correlationLength": 4, "smoothness": 1.5}
cases = []
for count in [3, 200]:
    for noise in [0, 0.3]:
        cases.append(case(tilted, exponential(6, 0.5, 0.4), [30, 40], count, noise, draw))
        cases.append(case(smooth, matern32(4), [32, 25], count, noise, draw))
print(json.dumps({"origin": f"NumPy {np.__version__}; packages/fields/test/reference/condition.py", "cases": cases}))
