"""The pages: the visualizer itself, the readable API documentation, and their static files."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from dataclasses import asdict
from hashlib import blake2b
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

from fastapi import FastAPI, Request, Response
from fastapi.templating import Jinja2Templates
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import FileResponse
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from app import openapi
from app.answers import Health
from app.settings import Settings
from core.build import build
from core.cells import FAMILIES, named
from core.functions import NAMES
from core.initialization import FORGET_BIAS
from core.request import Task, TaskName
from core.tasks import definition

_HERE = Path(__file__).parent
VERSION = version("unrolled")
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"


def _folder(name: str) -> Path:
    """A folder of page files: inside the package in a wheel, beside it in a clone."""
    inside = _HERE / name
    return inside if inside.is_dir() else _HERE.parent / name


def _math_font() -> Path:
    """STIX Two Math, which the package ziamath carries: MathML needs a font with a MATH table."""
    package = find_spec("ziamath")
    assert package is not None and package.submodule_search_locations is not None
    return Path(package.submodule_search_locations[0]) / "fonts" / "STIXTwoMath-Regular.ttf"


def _digest(folder: Path, *others: Path) -> str:
    """A hash of all files in a folder and of some others, names and contents."""
    digest = blake2b(digest_size=6)
    for path in [*sorted(path for path in folder.rglob("*") if path.is_file()), *others]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _families() -> list[dict[str, Any]]:
    """The built-in cells that the page offers, with what decides which settings apply to them."""

    def told(name: str) -> dict[str, Any]:
        cell = build(named(name))
        return {
            "id": name,
            "title": cell.title,
            "forget_bias": FORGET_BIAS in cell.parameters,
            "recurrent": bool(cell.recurrent),
        }

    return [{"family": family, "cells": list(map(told, ids))} for family, ids in FAMILIES.items()]


_IMPORT = re.compile(r"^import [^;]*?\"(\.[^\"]+)\";", re.MULTILINE)


def _modules(scripts: Path, name: str) -> set[str]:
    """A module and all that it imports from the beginning, by their paths in the folder."""
    found = {name}
    waiting = [name]
    while waiting:
        path = scripts / waiting.pop()
        for other in _IMPORT.findall(path.read_text("utf-8")):
            imported = (path.parent / other).resolve().relative_to(scripts.resolve()).as_posix()
            if imported not in found:
                found.add(imported)
                waiting.append(imported)
    return found


def _tasks() -> dict[str, dict[str, Any]]:
    """What each task says of the loss, by its name."""
    defined = {name: definition(Task(name, "ab")) for name in get_args(TaskName)}
    return {name: {"loss": task.kind, "at": task.at} for name, task in defined.items()}


IMMUTABLE = {"Cache-Control": "public, max-age=31536000, immutable"}


class ImmutableFiles(StaticFiles):
    """Static files under an address that contains their hash, so they never change."""

    async def get_response(self, path: str, scope: MutableMapping[str, Any]) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(IMMUTABLE)
        return response


def install(app: FastAPI, settings: Settings) -> None:
    """Serve the pages from `app`."""
    folder, font = _folder("static"), _math_font()
    static = f"/static/{_digest(folder, font)}"
    templates = Jinja2Templates(_folder("templates"))
    families = _families()
    scripts = folder / "js"
    modules = sorted(_modules(scripts, "main.js") - {"main.js"})
    bounds = {f"max_{name}": most for name, most in asdict(settings.limits).items()}

    def page(request: Request, name: str, **context: Any) -> Response:
        return templates.TemplateResponse(
            request,
            name,
            {"static": static, "version": VERSION, **context},
            headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"},
        )

    def index(request: Request) -> Response:
        return page(
            request, "index.html", bounds=bounds, families=families, tasks=_tasks(), modules=modules
        )

    def docs(request: Request) -> Response:
        return page(
            request,
            "docs.html",
            api=app.openapi(),
            schemas=openapi.in_reading_order(app.openapi()),
            address=str(request.base_url),
            functions=NAMES,
            limits=settings.limits,
            body_bytes=settings.body_bytes,
        )

    def math_font(request: Request) -> FileResponse:
        return FileResponse(font, headers=IMMUTABLE, media_type="font/ttf")

    @app.get("/healthz", tags=["service"])
    def healthz() -> Health:
        """Answers as soon as the server does."""
        return Health(status="ok")

    compressed = [Middleware(GZipMiddleware)]
    app.routes.append(Route("/", index, middleware=compressed))
    app.routes.append(Route("/docs", docs, middleware=compressed))
    app.routes.append(Route(f"{static}/fonts/math.ttf", math_font))
    app.mount(static, GZipMiddleware(ImmutableFiles(directory=folder)))
