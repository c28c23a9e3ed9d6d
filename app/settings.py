"""The one place where a host sets limits; every number can be set in the environment."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields

from core.request import Limits


@dataclass(frozen=True)
class Settings:
    """Limits of the service.

    limits      the largest request; each is set by UNROLLED_MAX_ and its name, such as
                UNROLLED_MAX_STEPS=500
    body_bytes  the largest request body, in bytes; UNROLLED_MAX_BODY_BYTES
    """

    limits: Limits = field(default_factory=Limits)
    body_bytes: int = 8 * 2**20


def from_environment() -> Settings:
    """Settings as the environment gives them; raises ValueError for one that is no number."""

    def number(name: str, default: int) -> int:
        return int(os.environ.get(f"UNROLLED_MAX_{name.upper()}", default))

    limits = Limits(**{f.name: number(f.name, getattr(Limits, f.name)) for f in fields(Limits)})
    return Settings(limits, number("body_bytes", Settings.body_bytes))
