"""The sentences under the fields of a class, for the OpenAPI document."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise


def of_fields(cls: type) -> dict[str, str]:
    """The docstring of each field of a class, its bases' included as far as they are ours."""
    found: dict[str, str] = {}
    ours = [base for base in cls.__mro__ if base.__module__.startswith(("app.", "core."))]
    for base in reversed(ours):
        (definition,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        assert isinstance(definition, ast.ClassDef)
        for statement, after in pairwise(definition.body):
            match statement, after:
                case ast.AnnAssign(ast.Name(name)), ast.Expr(ast.Constant(str(sentence))):
                    found[name] = inspect.cleandoc(sentence)
    return found
