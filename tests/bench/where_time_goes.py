"""Where the time of a login and launch goes, in one process and without a network. For whoever tunes it."""

import cProfile
import pstats
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from flask import Flask

from tests.bench.our_tool import unlimited
from tests.bench.platform import CLIENT_ID, DEPLOYMENT_ID, Platform
from tests.bench.rig import Rig
from tests.bench.schools import install, sqlite
from tests.school import settings_for

BASE_URL = "http://localhost"
TOP = 12
WARM_UPS = 50

Entry = tuple[tuple[str, int, str], tuple[int, int, float, float, object]]


def profile(rig: Rig) -> str:
    """The groups, then the functions with the most time of their own."""
    with sqlite() as url:
        install(url, rig.platform)
        app = unlimited(settings_for(url, BASE_URL))
        for _warm_up in range(WARM_UPS):
            _arrive(app, rig.platform)
        profiler = cProfile.Profile()
        until, count = time.perf_counter() + rig.plan.seconds, 0
        profiler.enable()
        while time.perf_counter() < until:
            _arrive(app, rig.platform)
            count += 1
        profiler.disable()
    entries: list[Entry] = list(pstats.Stats(profiler).stats.items())  # type: ignore[attr-defined]
    return "\n".join((*_groups(entries, count), "", *_functions(entries, count)))


def _arrive(app: Flask, platform: Platform) -> None:
    client = app.test_client()
    target = BASE_URL + "/lti/launch"
    login = client.post(
        "/lti/login",
        data={
            "iss": platform.issuer(0),
            "client_id": CLIENT_ID,
            "login_hint": "1",
            "lti_deployment_id": DEPLOYMENT_ID,
            "target_link_uri": target,
        },
    )
    asked = {name: values[0] for name, values in parse_qs(urlsplit(login.location or "").query).items()}
    token = platform.token(0, 1, asked["nonce"], target)
    landed = client.post("/lti/launch", data={"state": asked["state"], "id_token": token})
    assert landed.status_code == 303


def _groups(entries: list[Entry], count: int) -> list[str]:
    groups: dict[str, float] = defaultdict(float)
    for (file, _line, name), (_calls, _all_calls, own, _whole, _callers) in entries:
        groups[_group(file, name)] += own
    whole = sum(groups.values())
    ordered = sorted(groups.items(), key=lambda item: -item[1])
    lines = [f"  {own / whole:5.0%}  {own / count * 1000:6.2f} ms  {group}" for group, own in ordered[:TOP]]
    return [f"Own time of {count} logins and launches, by group (profiled, so slower than in life):", *lines]


def _functions(entries: list[Entry], count: int) -> list[str]:
    ordered = sorted(entries, key=lambda entry: -entry[1][2])[:TOP]
    lines = [
        f"  {own / count * 1e6:6.0f} µs  {calls / count:6.1f} calls  {_group(file, name)}: {name}"
        for (file, _line, name), (calls, _all_calls, own, _whole, _callers) in ordered
    ]
    return [f"The {TOP} functions with the most time of their own, for each login and launch:", *lines]


def _group(file: str, name: str) -> str:
    """One of our rooms, a library, or the language itself."""
    if file.startswith("~"):
        return "sqlite3" if "sqlite3" in name else "cryptography" if "cryptography" in name else "Python, built in"
    parts = Path(file).parts
    if "lti_tool" in parts:
        return "lti_tool/" + parts[parts.index("lti_tool") + 1]
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1]
    return "the driver" if "tests" in parts else "standard library"
