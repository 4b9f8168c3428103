"""How long the tool itself takes: a layer around the application that tells it in a header."""

import time
from collections.abc import Callable, Iterable
from typing import Any

SECONDS = "X-Server-Seconds"

Application = Callable[..., Iterable[bytes]]


class Timed:
    """Measures from the request's arrival in the application to the last byte of its answer."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        began = time.perf_counter()
        told: list[tuple[Any, ...]] = []

        def remember(*told_by_application: Any) -> Callable[[bytes], None]:
            told.append(told_by_application)
            return lambda _written: None

        answer = self._application(environ, remember)
        body = b"".join(answer)
        close = getattr(answer, "close", None)
        if close:
            close()
        status, headers, *rest = told[-1]
        start_response(status, [*headers, (SECONDS, f"{time.perf_counter() - began:.6f}")], *rest)
        return [body]
