"""How fast the engine is, beside a hand-written backward pass and a general autograd."""
