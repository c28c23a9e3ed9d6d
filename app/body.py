"""Reading request bodies: never more than the cap, whatever Content-Length says."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request


async def read(request: Request, most: int) -> bytes:
    """The JSON body of a request.

    Raises a 415 for another content type, and a 413 as soon as the body passes `most` bytes.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/json" and not media_type.endswith("+json"):
        raise HTTPException(415, "Send JSON, with Content-Type: application/json.")
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:20]) > most:
        raise _too_large(most)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise _too_large(most)
    return bytes(body)


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"The body is larger than {most:,} bytes; send a shorter sequence.")
