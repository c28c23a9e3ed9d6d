"""The ASGI application: `uvicorn app.main:app`."""

from __future__ import annotations

from fastapi import FastAPI

from app import api, openapi, pages, problems, settings
from app.head import HeadAsGet


def create(chosen: settings.Settings) -> FastAPI:
    """The application within these limits."""
    application = FastAPI(
        title="Unrolled",
        summary="Write the equations, watch the errors flow.",
        version=pages.VERSION,
        docs_url=None,
        redoc_url=None,
    )
    application.add_middleware(HeadAsGet)
    problems.install(application)
    openapi.install(application)
    application.include_router(api.router(chosen))
    pages.install(application, chosen)
    return application


app = create(settings.from_environment())
