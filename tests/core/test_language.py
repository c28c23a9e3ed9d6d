"""What the language refuses: where, and with which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core import plan
from core.description import describe
from core.language import MAX_CHARACTERS, MAX_EQUATIONS, parse
from core.refusal import Refusal
from tests.core.own import own

SYNTAX = "Only + - * @, numbers"
UNREADABLE = "can't be read"
KEYWORD = "is a word of Python's own"
LATIN = "spell this in Latin letters"
DECIMAL = "Only decimal numbers"
LAG = "write x[t] or x[t-1]"
ONE_SIGN = "with one = sign"
LEFT = "The left side is one variable now"
NO_MATRIX = "The left side of @ is the name of a matrix"
NO_VECTOR = "The right side of @ is a variable"
SIGN = "There is no such sign"
DEEP = "more than 200 levels deep"
QUOTES = "Leave out quotes"

# The text, then line and column (from 1, in characters) and a phrase of the sentence.
REFUSED: list[tuple[str, int, int, str]] = [
    # nothing to read
    ("", 1, 1, "There is no equation"),
    ("  \n# h[t] = x[t]\n\t", 1, 1, "There is no equation"),
    ("\x0c", 1, 1, "There is no equation"),
    # other statements
    ("h[t]", 1, 1, ONE_SIGN),
    ("h[t] = x[t] = x[t]", 1, 1, ONE_SIGN),
    ("h[t] += x[t]", 1, 1, ONE_SIGN),
    ("h[t]: int = x[t]", 1, 1, ONE_SIGN),
    ("h[t] == x[t]", 1, 1, ONE_SIGN),
    ("h[t] = x[t]; y[t] = h[t]", 1, 12, "one equation a line"),
    ("h[t] = x[t];", 1, 12, "one equation a line"),
    ("import os", 1, 1, KEYWORD),
    ("def f(): pass", 1, 1, "such as def_1"),
    # another left side
    ("h = x[t]", 1, 1, LEFT),
    ("a[t], b[t] = x[t]", 1, 1, LEFT),
    ("a.b[t] = x[t]", 1, 1, LEFT),
    ("f(h)[t] = x[t]", 1, 1, LEFT),
    ("  h[t-1] = x[t]", 1, 3, "write h[t]"),
    ("h[s] = x[t]", 1, 1, "write h[t]"),
    ("x[t] = h[t]", 1, 1, "x is the external input and has no equation"),
    # other expressions
    ("h[t] = x[t] < 0", 1, 13, SIGN),
    ("h[t] = x[t] + (x[t] == x[t])", 1, 21, SIGN),
    ("h[t] = x[t] if 1 else x[t]", 1, 13, KEYWORD),
    ("1if x else y", 1, 2, KEYWORD),
    ("h[t] = x[t] and x[t]", 1, 13, KEYWORD),
    ("h[t] = not x[t]", 1, 8, KEYWORD),
    ("h[t] = lambda: x[t]", 1, 8, KEYWORD),
    ("h[t] = await x[t]", 1, 8, KEYWORD),
    ("h[t] = (yield)", 1, 9, KEYWORD),
    ("h[t] = True * x[t]", 1, 8, KEYWORD),
    ("h[t] = [v for v in x[t]]", 1, 11, KEYWORD),
    ("h[t] = (a := x[t])", 1, 9, SYNTAX),
    ("h[t] = x[t] + x.T", 1, 15, SYNTAX),
    ("h[t] = [x[t]]", 1, 8, SYNTAX),
    ("h[t] = (x[t], x[t])", 1, 8, SYNTAX),
    ("h[t] = {1}", 1, 8, SYNTAX),
    ("h[t] = x[t] // 2", 1, 13, SIGN),
    ("h[t] = x[t] % 2", 1, 13, SIGN),
    ("h[t] = ~x[t]", 1, 8, SYNTAX),
    ("h[t] = 1 / x[t]", 1, 10, "There is no division"),
    ("h[t] = x[t] ** 2", 1, 13, "write v * v"),
    ("h[t] = x[t]^2", 1, 12, "write v * v"),
    ("  h[t] = ((W @ x[t]) ) ^ 2", 1, 24, "write v * v"),
    ("h[t] = x[t] - +x[t]", 1, 15, "Leave out this plus sign"),
    ("h[t] = 'a'", 1, 8, QUOTES),
    ('h[t] = f"{x}"', 1, 9, QUOTES),
    ("h[t] = '\\d'", 1, 8, QUOTES),
    ("h[t] = x[t] + \\", 1, 15, QUOTES),
    ("h[t] = ...", 1, 8, DECIMAL),
    ("h[t] = $x", 1, 8, UNREADABLE),
    ("h[t] = x[]", 1, 10, UNREADABLE),
    # likely slips
    ("h[t] = (x[t]\n + x[t])", 1, 8, "not closed; close it on the same line"),
    ("h[t] = tanh(W @ (x[t])", 1, 12, "not closed"),
    ("  h[t] = x[t", 1, 11, "not closed"),
    ("h[t] = x[t]]", 1, 12, "closes none"),
    ("h[t] = tanh(x[t))", 1, 16, "of another kind"),
    ("h[t] = x[t] +", 1, 13, "Something must follow this +, such as x[t]"),
    ("h[t] = W @ ", 1, 10, "must follow this @"),
    ("h[t] =", 1, 6, "must follow this ="),
    ("h[t] = x[t] + * x[t]", 1, 15, "keep one of them"),
    ("h[t] = W h[t-1] + U x[t]", 1, 9, "write W @ h[t-1]."),
    ("h[t] = W @ h[t-1] + U x[t]", 1, 22, "write U @ x[t]."),
    ("h[t] = 0.5 x[t]", 1, 11, "write 0.5 * x[t]."),
    ("h[t] = 1e-3 x[t]", 1, 12, "write 1e-3 * x[t]."),
    ("h[t] = a1b c * x[t]", 1, 11, "write a1b * c."),
    ("h[t] = x[t] x[t-1]", 1, 12, "write x[t] * x[t-1]."),
    ("h[t] = (1 - x[t]) x[t]", 1, 18, "write ) * x[t], or another"),
    ("h[t] = W (x[t] + b)", 1, 8, "A matrix is applied by W @ (v)."),
    # other times
    ("h[t] = x[t] + x[t-2]", 1, 15, LAG),
    ("h[t] = x[t+1]", 1, 8, LAG),
    ("h[t] = x[0]", 1, 8, LAG),
    ("h[t] = x[t-0]", 1, 8, LAG),
    ("h[t] = x[t-1.0]", 1, 8, LAG),
    ("h[t] = x[s]", 1, 8, LAG),
    ("h[t] = x[t:]", 1, 8, LAG),
    ("h[t] = x[t, t]", 1, 8, LAG),
    ("h[t] = x[t][t]", 1, 8, "Only a variable's name can carry"),
    ("h[t] = (W * g)[t]", 1, 8, "Only a variable's name can carry"),
    # numbers
    ("h[t] = 1e999 * x[t]", 1, 8, "not finite"),
    ("h[t] = x[t] + " + "9" * 400, 1, 15, "not finite"),
    ("h[t] = x[t] * " + "1" * 5001, 1, 15, "more than 1,000 digits"),
    ("h[t] = x[t] * 0." + "1" * 5001, 1, 15, "more than 1,000 digits"),
    ("h[t] = 0x10 * x[t]", 1, 8, DECIMAL),
    ("h[t] = 0b1 * x[t]", 1, 8, DECIMAL),
    ("h[t] = 1_0 * x[t]", 1, 8, DECIMAL),
    ("h[t] = 2j * x[t]", 1, 8, DECIMAL),
    ("h[t] = 1e5x * x[t]", 1, 8, DECIMAL),
    ("h[t] = x[t] + 2h", 1, 15, "a name begins with a letter"),
    ("h[t] = .5e3or x", 1, 8, DECIMAL),
    ("h[t] = a1.5e3or x", 1, 9, DECIMAL),
    # functions
    ("h[t] = sigmiod(x[t])", 1, 8, "Did you mean sigmoid?"),
    ("h[t] = x[t] + cosh(x[t])", 1, 15, "There is no function cosh; there are sigmoid, tanh"),
    ("h[t] = a.b(x[t])", 1, 8, "Only these can be called"),
    ("h[t] = tanh()", 1, 8, "tanh takes one argument"),
    ("h[t] = tanh(x[t], x[t])", 1, 8, "tanh takes one argument"),
    ("h[t] = tanh(v=x[t])", 1, 8, "tanh takes one argument"),
    ("h[t] = tanh(*x[t])", 1, 8, "tanh takes one argument"),
    ("h[t] = tanh + x[t]", 1, 8, "write tanh(...)"),
    ("h[t] = softmax(1 + 2)", 1, 16, "numbers alone have no size"),
    # matrices
    ("h[t] = x[t] @ x[t]", 1, 8, NO_MATRIX),
    ("h[t] = 2 * W @ x[t]", 1, 8, NO_MATRIX),
    ("h[t] = W @ V @ x[t]", 1, 8, NO_MATRIX),
    ("h[t] = W @ b", 1, 12, NO_VECTOR),
    ("h[t] = W @ (b)", 1, 13, "write b[t] or b[t-1]. If b is a parameter, the product"),
    ("h[t] = W @ x", 1, 12, "write x[t] or x[t-1]"),
    ("h[t] = W @ 2", 1, 12, NO_VECTOR),
    ("h[t] = W @ (2 + 1)", 1, 13, "numbers alone have no size"),
    # names
    ("h[t] = t * x[t]", 1, 8, "t is reserved"),
    ("h[t] = J * x[t]", 1, 8, "J is reserved"),
    ("J[t] = x[t]", 1, 1, "J is reserved"),
    ("tanh[t] = x[t]", 1, 1, "tanh is reserved"),
    ("h[t] = x", 1, 8, "write x[t] or x[t-1]"),
    ("h[t] = x @ x[t]", 1, 8, "write x[t] or x[t-1]"),
    ("h[t] = α * x[t]", 1, 8, "write alpha in place of α"),
    ("h[t] = Δ * x[t]", 1, 8, "write Delta in place of Δ"),
    ("h[t] = σ(x[t])", 1, 8, "write sigma, or sigmoid for the function, in place of σ"),
    ("h[t] = x[t] − x[t-1]", 1, 13, "write - in place of −"),
    ("h[t] = x[t] · x[t-1]", 1, 13, "write * in place of ·"),
    ("h[t] = x[t] × x[t-1]", 1, 13, "write * in place of ×"),
    ("h[t] = é[t] + x[t]", 1, 8, LATIN),
    ("ｈ[t] = x[t]", 1, 1, LATIN),
    ("\ufeffh[t] = x[t]", 1, 1, LATIN),
    ("h[t] = x[t]  # ééé\n\u3000h[t] = 𝐱[t]", 2, 9, LATIN),
    ("h[t] = \ud800", 1, 8, LATIN),
    ("h[t] = x[t] \x0c+ x[t]", 1, 13, "control character"),
    ("h[t] = x[t]\0", 1, 12, "control character"),
    # one name, one meaning
    ("h[t] = x[t]\n\n  h[t] = x[t-1]", 3, 3, "h[t] is defined twice, first on line 1"),
    ("h[t] = x[t] + hidden[t]", 1, 15, "hidden[t] is not defined; add a line hidden[t] ="),
    ("cell[t] = x[t]\nh[t] = cel[t]", 2, 8, "or write cell"),
    ("c[t] = x[t]\nh[t] = c * c[t]", 2, 8, "c is a variable (line 1)"),
    ("h[t] = x[t] + y @ x[t]\ny[t] = h[t]", 1, 15, "y is a variable (line 2)"),
    ("h[t] = W @ x[t] + W * x[t]", 1, 19, "as a matrix (left of @) and as a vector"),
    ("h[t] = W * x[t]\ny[t] = W @ h[t]", 2, 8, "as a matrix (left of @) and as a vector"),
    # loops within one step
    ("h[t] = h[t] + x[t]", 1, 1, "h -> h"),
    ("z[t] = x[t]\n a[t] = b[t]\nb[t] = c[t] + a[t-1]\nc[t] = a[t]", 2, 2, "a -> b -> c -> a"),
    # where: leading spaces, comments, and every kind of line end
    ("    h[t] = x[t]+q[t]", 1, 17, "q[t] is not defined"),
    ("\t\xa0h[t] = q[t]", 1, 10, "q[t] is not defined"),
    ("# é\r\n\r\nh[t] = x[t] # é\r\n y[t] = q[t]\r\n", 4, 9, "q[t] is not defined"),
    ("h[t] = x[t]\ry[t] = q[t]", 2, 8, "q[t] is not defined"),
    # too much
    ("h[t] = x[t] #".ljust(MAX_CHARACTERS + 1, "."), 1, 1, "8,001 characters; write at most 8,000"),
    ("\n".join(f" v{n}[t] = x[t]" for n in range(65)), 65, 2, "65 equations; write at most 64"),
]


@pytest.mark.parametrize(("text", "line", "column", "phrase"), REFUSED)
def test_refusals(text: str, line: int, column: int, phrase: str) -> None:
    with pytest.raises(Refusal) as refused:
        own(text)
    refusal = refused.value
    assert (refusal.line, refusal.column) == (line, column), refusal.detail
    assert phrase in refusal.detail
    assert refusal.detail.endswith((".", "?"))
    assert str(refusal) == f"line {line}, column {column}: {refusal.detail}"


def test_a_refusal_without_a_place() -> None:
    assert str(Refusal("Write less.", pointer="/steps")) == "Write less."


# What is nested around x[t], and how often it may be: 200 levels with x[t] itself.
NESTED = {
    "brackets": (199, lambda n: f"h[t] = {'(' * n}x[t]{')' * n}"),
    "signs": (199, lambda n: f"h[t] = {'-' * n}x[t]"),
    "sums": (200, lambda n: "h[t] = " + " + ".join(["x[t]"] * n)),
    "differences": (200, lambda n: "h[t] = " + " - ".join(["x[t]"] * n)),
    "calls": (199, lambda n: f"h[t] = {'tanh(' * n}x[t]{')' * n}"),
    "products": (200, lambda n: "h[t] = " + " * ".join(["x[t]"] * n)),
    "matrices": (99, lambda n: f"h[t] = {'W @ (' * n}x[t]{')' * n}"),
    "minus matrices": (66, lambda n: f"h[t] = {'-W @ (' * n}x[t]{')' * n}"),
    "calls in products": (99, lambda n: f"h[t] = {'x[t] * tanh(' * n}x[t]{')' * n}"),
}


@pytest.mark.parametrize(("most", "nested"), NESTED.values(), ids=NESTED)
def test_two_hundred_levels_are_the_limit(most: int, nested: Callable[[int], str]) -> None:
    cell = own(nested(most))
    assert plan.source(cell), "what is allowed does not exhaust anything either"
    try:
        assert describe(cell)
    except Refusal as too_long:
        assert "would pass 1 MB" in too_long.detail
    with pytest.raises(Refusal, match=DEEP) as refused:
        parse(f"y[t] = x[t]\n  {nested(most + 1)}")
    assert (refused.value.line, refused.value.column) == (2, 3)


def test_as_much_as_is_allowed() -> None:
    assert len(parse("h[t] = x[t] #".ljust(MAX_CHARACTERS, "."))) == 1
    assert len(parse("\n".join(f"v{n}[t] = x[t]" for n in range(64)))) == MAX_EQUATIONS
