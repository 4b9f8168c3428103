"""One person's browser, reduced to what costs nothing: a kept connection, cookies by hand, forms by hand."""

import gzip
import http.client
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.bench.platform import CLIENT_ID, DEPLOYMENT_ID, Platform
from tests.bench.timing import SECONDS

FORM = "application/x-www-form-urlencoded"
TOKEN_MARK = 'name="csrf_token" value="'


class LaunchFailed(Exception):
    """The tool did not let a good launch in."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tool answered. `server_seconds`: how long it says that took."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def html(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @property
    def server_seconds(self) -> float:
        return float(self.headers[SECONDS])


@dataclass
class Browser:
    """Talks to the tool on `port`, which believes to be at `base_url`."""

    port: int
    base_url: str
    cookies: dict[str, str] = field(default_factory=dict)
    csrf_token: str = ""
    waits_seconds: float = 30

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.waits_seconds)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> Answer:
        return self._ask("POST", path, urlencode(fields).encode())

    def opens(self, url: str) -> Answer:
        """A page, wherever it leads to; its form token is remembered."""
        answer = self.get(path_of(url))
        while answer.status in {302, 303}:
            answer = self.get(path_of(answer.location))
        _before, mark, after = answer.html.partition(TOKEN_MARK)
        if mark:
            self.csrf_token = after[: after.index('"')]
        return answer

    def submits(self, path: str, **fields: str) -> Answer:
        return self.post(path, csrf_token=self.csrf_token, **fields)

    def launches(self, platform: Platform, host: int, person: int) -> Answer:
        """Login and launch in a browser that has no cookie yet. Raises LaunchFailed."""
        self.cookies.clear()
        target = self.base_url + "/lti/launch"
        login = self.post(
            "/lti/login",
            iss=platform.issuer(host),
            client_id=CLIENT_ID,
            login_hint=str(person),
            lti_message_hint='{"cmid":2}',
            lti_deployment_id=DEPLOYMENT_ID,
            target_link_uri=target,
        )
        if login.status != 302:
            raise LaunchFailed(f"the login answered {login.status}")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(login.location).query).items()}
        token = platform.token(host, person, asked["nonce"], target)
        landed = self.post("/lti/launch", state=asked["state"], id_token=token)
        if landed.status not in {200, 303}:
            raise LaunchFailed(f"the launch answered {landed.status}")
        return landed

    def _ask(self, method: str, path: str, body: bytes | None) -> Answer:
        headers = {"Host": urlsplit(self.base_url).netloc, "Accept-Encoding": "gzip"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers |= {"Content-Type": FORM, "Origin": self.base_url, "Referer": self.base_url + "/"}
        try:
            answer = self._send(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # The server closes connections that idle; a browser simply connects again.
            self._connection.close()
            answer = self._send(method, path, body, headers)
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer

    def _send(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def path_of(url: str) -> str:
    """The path and query of an address of the tool's own."""
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
