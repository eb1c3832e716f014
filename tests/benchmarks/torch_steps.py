"""The steps of `L_layer_model` written in PyTorch, for `training.py` to time.

    python torch_steps.py FILE        # FILE: X, Y and the first parameters, from numpy.savez

It runs in an interpreter that has PyTorch, which is not in the course's environment. For every
line on standard input, a number of steps, it makes these steps and prints how long they took
and the cost at the first of them. So the one who asks can time other things in between, on the
same machine in the same state.
"""

import sys
import time

import numpy as np
import torch

RATE = 0.0075


def main(file: str) -> None:
    """Answer the lines on standard input."""
    torch.set_num_threads(1)
    held = np.load(file)
    last = sum(name.startswith("W") for name in held.files)
    # Both ways to keep X in memory; the faster one counts.
    straight = torch.from_numpy(np.ascontiguousarray(held["X"]))
    turned = torch.from_numpy(np.ascontiguousarray(held["X"].T)).T
    Y = torch.from_numpy(held["Y"])

    def start() -> list[torch.Tensor]:
        names = [f"{p}{n}" for n in range(1, last + 1) for p in "Wb"]
        return [torch.from_numpy(held[name].copy()).requires_grad_() for name in names]

    def steps(X: torch.Tensor, parameters: list[torch.Tensor], count: int) -> float:
        first = torch.tensor(0.0)
        for step in range(count):
            A = X
            for layer in range(last):
                Z = parameters[2 * layer] @ A + parameters[2 * layer + 1]
                A = torch.relu(Z) if layer < last - 1 else torch.sigmoid(Z)
            cost = torch.nn.functional.binary_cross_entropy(A, Y)
            first = cost.detach() if step == 0 else first
            gradients = torch.autograd.grad(cost, parameters)
            with torch.no_grad():
                for parameter, gradient in zip(parameters, gradients, strict=True):
                    parameter -= RATE * gradient
        return first.item()

    def timed(X: torch.Tensor, parameters: list[torch.Tensor], count: int) -> tuple[float, float]:
        began = time.perf_counter()
        cost = steps(X, parameters, count)
        return time.perf_counter() - began, cost

    trials = []
    for X in (straight, turned):
        timed(X, start(), 3)
        trials.append((min(timed(X, start(), 4)[0] for _ in range(3)), X))
    X = min(trials, key=lambda trial: trial[0])[1]
    print(f"PyTorch {torch.__version__}", flush=True)
    parameters = start()
    for line in sys.stdin:
        seconds, cost = timed(X, parameters, int(line))
        print(seconds, cost, flush=True)


main(sys.argv[1])
