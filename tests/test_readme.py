"""The README's examples, run as they are printed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

README = (Path(__file__).resolve().parents[1] / "README.md").read_text()
PRINTED = "http://127.0.0.1:8000"


def blocks(language: str) -> list[str]:
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found


def test_it_opens_with_a_picture_and_two_commands() -> None:
    opening = README[: README.index("## What it shows")]
    picture = re.search(r"!\[.+\]\((.+)\)", opening)
    assert picture and (Path(__file__).resolve().parents[1] / picture[1]).is_file()
    assert opening.index("make run") < opening.index("make test")


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on this machine")
@pytest.mark.parametrize("example", blocks("sh"))
def test_the_shell_examples(server: str, example: str) -> None:
    command = example.replace(PRINTED, server).replace("curl ", "curl --fail --silent ")
    answer = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert answer.stdout.startswith('{"request":{"cell":"lstm')


def test_the_python_example(server: str) -> None:
    (code,) = (each.replace(PRINTED, server) for each in blocks("python"))
    shown = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    shares = {line.split()[0]: int(line.split()[1].rstrip("%")) for line in shown}
    assert set(shares) == {"c>y", "c>obar", "c>c@1", "c>ibar@1", "c>fbar@1"}
    assert 97 <= sum(shares.values()) <= 103


def test_the_cell_of_one_s_own(server: str) -> None:
    import httpx

    (equations,) = re.findall(r"```\n(a\[t\].*?)```", README, re.DOTALL)
    answer = httpx.post(f"{server}/api/v1/cells", json={"equations": equations})
    assert answer.raise_for_status().json()["state"] == ["h"]
