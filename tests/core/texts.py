"""Random texts of the equation language."""

from __future__ import annotations

import random

FUNCTIONS = ("sigmoid", "tanh", "relu", "identity", "softplus", "hard_sigmoid", "softmax")
LEAVES = ("h[t-1]", "h[t-1]", "x[t]", "x[t-1]", "b", "g", "0.5")


def expression(rng: random.Random, depth: int, leaves: tuple[str, ...] = LEAVES) -> str:
    """An expression that parses, unless numbers alone stand where a vector must."""

    def inner() -> str:
        return expression(rng, depth - 1, leaves)

    if depth <= 0 or rng.random() < 0.2:
        return rng.choice(leaves)
    match rng.randrange(8):
        case 0:
            return f"{inner()} + {inner()}"
        case 1:
            return f"{inner()} - ({inner()})"
        case 2:
            return f"({inner()}) * ({inner()})"
        case 3:
            return f"{inner()} * {inner()}"
        case 4:
            return f"-({inner()})"
        case 5 | 6:
            return f"{rng.choice(('', '-'))}{rng.choice('WUA')} @ (x[t] * 0 + {inner()})"
    return f"{rng.choice(FUNCTIONS)}({inner()})"


def cell(rng: random.Random) -> str:
    """Equations in any order; not all of such texts are cells."""
    names = list("abch")[: rng.randint(1, 4)]
    rng.shuffle(names)
    uses = [f"{name}{lag}" for name in names for lag in ("[t]", "[t-1]", "[t-1]")]
    leaves = (*uses, *uses, "x[t]", "x[t-1]", "b", "g", "0.5")
    return "\n".join(f"{name}[t] = {expression(rng, rng.randint(0, 3), leaves)}" for name in names)
