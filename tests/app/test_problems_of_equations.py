"""Equations that do not parse: where, and what to write instead, in both calls that take them."""

import pytest
from fastapi.testclient import TestClient

from tests.app.conftest import Refused

# The equations, and the line and the piece of it where the mistake is (None: anywhere).
BAD: dict[str, tuple[str, tuple[int, str] | None]] = {
    "nothing": ("", None),
    "only a comment": ("# nothing\n", None),
    "no equation": ("x[t]", None),
    "cut off": ("h[t] = tanh(", None),
    "two equals signs": ("h[t] = x[t] = x[t]", None),
    "augmented": ("h[t] += x[t]", None),
    "no time": ("h = x[t]", (1, "h = x[t]")),
    "another time": ("h[s] = x[s]", None),
    "lag two": ("h[t] = x[t] + h[t-2]", (1, "h[t-2]")),
    "the future": ("h[t] = x[t] + h[t+1]", (1, "h[t+1]")),
    "lag of a half": ("h[t] = h[t-0.5] + x[t]", (1, "h[t-0.5]")),
    "undefined function": ("h[t] = tanh(x[t])\ny[t] = foo(h[t])", (2, "foo(h[t])")),
    "undefined variable": ("h[t] = x[t]\n\n  y[t] = h[t] + k[t]", None),
    "assigned parameter": ("W[t] = x[t]\nh[t] = W @ x[t]", None),
    "both variable and parameter": ("c[t] = x[t]\nh[t] = c * c[t]", None),
    "defined twice": ("h[t] = x[t]\nh[t] = tanh(x[t])", (2, "h[t]")),
    "defines the input": ("x[t] = tanh(x[t])", (1, "x[t]")),
    "reserved": ("J[t] = x[t]", (1, "J[t]")),
    "function as a name": ("tanh[t] = x[t]", (1, "tanh[t]")),
    "loop": ("a[t] = tanh(b[t])\nb[t] = a[t] + x[t]", None),
    "loop of itself": ("h[t] = h[t] + x[t]", None),
    "power": ("h[t] = x[t] ** 2", None),
    "division": ("h[t] = 1 / x[t]", None),
    "comparison": ("h[t] = x[t] > 0", None),
    "call with two": ("h[t] = tanh(x[t], x[t])", None),
    "keyword": ("h[t] = tanh(v=x[t])", None),
    "lambda": ("h[t] = (lambda: x[t])()", None),
    "attribute": ("h[t] = x[t].T", None),
    "dunder": ("h[t] = __import__('os').system('true')", None),
    "string": ("h[t] = 'x'", None),
    "complex number": ("h[t] = 1j * x[t]", None),
    "infinite number": ("h[t] = 1e999 * x[t]", (1, "1e999")),
    "truth": ("h[t] = True * x[t]", (1, "True")),
    "hexadecimal": ("h[t] = 0x10 * x[t]", (1, "0x10")),
    "right operand a parameter": ("h[t] = W @ b", None),
    "left operand a variable": ("h[t] = x[t] @ x[t]", None),
    "non-ASCII": ("h[t] = x[t] + é[t] + foo(x[t])", (1, "é[t]")),
    "full-width letters": ("ｈ[t] = x[t]", (1, "ｈ[t]")),
    "null character": ("h[t] = x[t]\0", None),
    "semicolon": ("h[t] = x[t]; y[t] = h[t]", None),
    "indented": ("if 1:\n  h[t] = x[t]", None),
    "unclosed": ("h[t] = (x[t]", None),
    "sizes": ("h[t] = W @ x[t] + R @ h[t-1]\ny[t] = W @ h[t] + W * x[t]", None),
    "65 equations": ("\n".join(f"v{i}[t] = x[t]" for i in range(65)), None),
    "8,001 characters": ("h[t] = x[t] #".ljust(8001, "."), None),
    "300 parentheses": (f"h[t] = {'(' * 300}x[t]{')' * 300}", None),
    "5,000 signs": (f"h[t] = {'-' * 5000}x[t]", None),
    "5,000 parentheses, unclosed": (f"h[t] = {'(' * 5000}x[t]", None),
    "300 calls": (f"h[t] = {'tanh(' * 300}x[t]{')' * 300}", None),
}


@pytest.mark.parametrize("path", ["flow", "cells"])
@pytest.mark.parametrize(("equations", "place"), BAD.values(), ids=BAD)
def test_bad_equations_are_refused_with_their_place(
    client: TestClient,
    refused: Refused,
    path: str,
    equations: str,
    place: tuple[int, str] | None,
) -> None:
    problem = refused(client.post(f"/api/v1/{path}", json={"equations": equations}), 422)
    error = problem["errors"][0]
    assert error["pointer"].removeprefix("#") == "/equations"
    line, column = error["line"], error["column"]
    lines = equations.split("\n")
    assert 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1
    if place:
        assert line == place[0]
        first = lines[line - 1].index(place[1]) + 1
        assert first <= column < first + len(place[1])


@pytest.mark.parametrize(
    ("equations", "words"),
    [
        ("a[t] = tanh(b[t])\nb[t] = a[t] + x[t]", ["a", "b"]),
        ("h[t] = foo(x[t])", ["foo"]),
        ("h[t] = W @ x[t] + W * x[t]", ["W"]),
    ],
)
def test_the_sentence_names_the_culprit(
    client: TestClient, refused: Refused, equations: str, words: list[str]
) -> None:
    detail = str(refused(client.post("/api/v1/cells", json={"equations": equations}), 422))
    assert all(word in detail for word in words)


@pytest.mark.parametrize(
    "equations",
    [
        "h[t] = x[t]\r\ny[t] = tanh(h[t])\r\n",
        "\n\n# a comment: é\nh[t] = x[t]  # another\n",
        "y[t] = tanh(h[t])\nh[t] = x[t]",
        f"h[t] = {'(' * 100}x[t]{')' * 100}",
        f"h[t] = {'-' * 101}x[t]",
        "\n".join(f"v{i}[t] = x[t]" for i in range(64)),
        "h[t] = x[t] #".ljust(8000, "."),
    ],
)
def test_what_is_allowed_is_not_refused(client: TestClient, equations: str) -> None:
    response = client.post("/api/v1/flow", json={"equations": equations})
    assert response.status_code == 200, response.text


def test_a_very_long_sum_does_not_exhaust_anything(client: TestClient, refused: Refused) -> None:
    for sign in "+*-":
        equations = f"h[t] = x[t]{f'{sign}x[t]' * 1500}"
        response = client.post("/api/v1/flow", json={"equations": equations})
        if response.status_code != 200:
            refused(response, 422)


@pytest.mark.parametrize("path", ["flow", "cells"])
def test_a_description_of_megabytes_is_refused_before_anything_is_computed(
    client: TestClient, refused: Refused, path: str
) -> None:
    equations = "\n".join(f"h{n}[t] = {'x[t]*exp(' * 99}x[t]{')' * 99}" for n in range(7))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.answer.flow", None)
        problem = refused(client.post(f"/api/v1/{path}", json={"equations": equations}), 422)
    assert "would pass 1 MB" in problem["detail"] and problem["errors"][0]["line"]
