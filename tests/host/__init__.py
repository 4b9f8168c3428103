"""A sandbox school: a host that plays Moodle, as strict as the real one, for the demo and for the tests."""

from tests.host.client import HttpLaunch, LaunchForm, LaunchStopped, tool_in_flask, tool_over_http
from tests.host.platform import HostKey
from tests.host.sandbox import SandboxHost

__all__ = ["HostKey", "HttpLaunch", "LaunchForm", "LaunchStopped", "SandboxHost", "tool_in_flask", "tool_over_http"]
