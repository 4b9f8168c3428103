"""Signpost as gunicorn serves it, with two changes for measuring: no limits on rates, and the time in a header."""

import gc
import os

from flask import Flask

from lti_tool.app import build, create_app_around
from lti_tool.system.log import set_up_logging
from lti_tool.system.settings import Settings, read_settings
from tests.bench.timing import Timed

NO_LIMIT = 10**9
# For measuring what it costs to wait for the disk at each login and session, too.
EVERYTHING_DURABLE = "SIGNPOST_BENCH_EVERYTHING_DURABLE"


def from_environment() -> Timed:
    """What gunicorn serves here."""
    set_up_logging()
    app = unlimited(read_settings(), everything_durable=EVERYTHING_DURABLE in os.environ)
    gc.freeze()
    return Timed(app)


def unlimited(settings: Settings, *, everything_durable: bool = False) -> Flask:
    """The application. One driver asks more in a second than a school does in a day."""
    services = build(settings)
    if everything_durable:
        services.database._quick = services.database.engine
    app = create_app_around(services)
    app.config.update(SIGNPOST_PER_HOST=NO_LIMIT, SIGNPOST_PER_ADDRESS=NO_LIMIT, SIGNPOST_PER_SESSION=NO_LIMIT)
    return app
