"""Writes npy.json: files that NumPy wrote, of every type, order and version, in base64, and what is in them.

Usage: python3 npy.py > npy.json (NumPy 2.4)
With the argument `read` it reads .npy and .npz files from base64 lines on standard input instead, and prints what NumPy finds.
"""

import base64
import io
import json
import sys
import zipfile

import numpy as np


def numbers(array):
    flat = np.ascontiguousarray(array).ravel()
    if flat.dtype.kind == "c":
        flat = flat.view(flat.real.dtype)
    if flat.dtype.kind in "iu":
        return [str(value) for value in flat.tolist()]
    return [repr(float(value)) for value in flat.tolist()]


def describe(array):
    return {"shape": list(array.shape), "numbers": numbers(array)}


def encode(write):
    file = io.BytesIO()
    write(file)
    return base64.b64encode(file.getvalue()).decode()


if sys.argv[1:] == ["read"]:
    for line in sys.stdin:
        loaded = np.load(io.BytesIO(base64.b64decode(line)))
        found = loaded if isinstance(loaded, np.ndarray) else dict(loaded)
        print(json.dumps(describe(found) if isinstance(found, np.ndarray) else {k: describe(v) for k, v in found.items()}))
    sys.exit()

draw = np.random.default_rng(1)
files = []
for kind in ["b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16"]:
    for order in "<>":
        for shape in [(), (5,), (2, 3), (3, 4, 5), (0, 2)]:
            values = draw.integers(0, 120, shape) + (draw.random(shape) if kind[0] in "fc" else 0)
            if kind[0] == "c":
                values = values + 1j * draw.integers(-9, 9, shape)
            array = np.asarray(values).astype(order + kind)
            for fortran in [False, True]:
                laid = np.asfortranarray(array) if fortran and array.ndim else array
                version = [(1, 0), (2, 0), (3, 0)][len(files) % 3]
                bytes64 = encode(lambda file: np.lib.format.write_array(file, laid, version=version))
                files.append({"type": order + kind, "fortran": fortran, "version": version, "bytes": bytes64, **describe(array)})

halves = np.arange(0, 65536, 7, dtype="<u2").view("<f2")
arrays = {"a": np.arange(6.0).reshape(2, 3), "b/c é": np.asfortranarray(np.arange(1000, dtype=">i2").reshape(20, 50)), "empty": np.zeros(0)}


def zip64(file):
    with zipfile.ZipFile(file, "w") as archive:
        for name, array in arrays.items():
            with archive.open(name + ".npy", "w", force_zip64=True) as member:
                np.lib.format.write_array(member, array)
        archive.comment = b"a comment"


print(
    json.dumps(
        {
            "origin": f"NumPy {np.__version__}; packages/fields/test/reference/npy.py",
            "files": files,
            "halves": encode(lambda file: np.save(file, halves[np.isfinite(halves)])),
            "halvesSum": repr(float(np.abs(halves[np.isfinite(halves)].astype("f8")).sum())),
            "archives": [
                {"bytes": encode(lambda file: np.savez(file, **arrays)), "kind": "stored"},
                {"bytes": encode(lambda file: np.savez_compressed(file, **arrays)), "kind": "deflated"},
                {"bytes": encode(zip64), "kind": "zip64"},
            ],
            "arrays": {name: describe(array) for name, array in arrays.items()},
        },
        ensure_ascii=True,
    )
)
