"""The reference step of bench/reference-step.mjs in PyTorch on one thread: forward and backward, no optimizer.

Reads lines "RATE LAYOUT TRIALS" and answers each with the CPU time of each step in milliseconds, so that the caller
can take turns with it. First line of the output: PyTorch's version.
"""
import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(0)
LABELS = torch.arange(4)


class MaskGradient(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x, mask):
        ctx.save_for_backward(mask)
        return x.view_as(x)

    @staticmethod
    def backward(ctx, dy):
        return dy * ctx.saved_tensors[0], None


class Mask(nn.Module):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    def forward(self, x):
        mask = (torch.rand(1, 1, *x.shape[2:]) >= self.rate).float()
        if not mask.any():
            mask.view(-1)[0] = 1
        return MaskGradient.apply(x, mask * (mask.numel() / mask.sum()))


def network(rate):
    parts = [nn.Conv2d(1, 32, 5, stride=2, padding=2), nn.ReLU()]
    for index in range(2, 7):
        parts += [nn.Conv2d(32, 32, 2, stride=2), nn.ReLU()]
        if rate and index in (4, 6):
            parts.append(Mask(rate))
    return nn.Sequential(*parts)


def measure(rate, layout, trials):
    body, head, x = network(rate), nn.Linear(32, 4), torch.randn(4, 1, 256, 256)
    if layout == "channels_last":
        body, x = body.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    parameters = [*body.parameters(), *head.parameters()]
    for trial in range(trials + 1):
        if trial == 1:  # The first is to warm up.
            start = time.process_time()
        loss = nn.functional.cross_entropy(head(body(x).mean((2, 3))), LABELS)
        torch.autograd.grad(loss, parameters)
    return 1e3 * (time.process_time() - start) / trials


print(json.dumps({"torch": torch.__version__}), flush=True)
for line in sys.stdin:
    rate, layout, trials = line.split()
    print(measure(float(rate), layout, int(trials)), flush=True)
