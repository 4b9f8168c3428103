"""Which addresses and which URLs are called at all."""

import pytest

from lti_tool.system.address_guard import AddressRefused, Door, is_public
from lti_tool.system.settings import Settings
from lti_tool.system.url_rules import CallRefused, UrlRules

PRIVATE = (
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "192.0.0.170",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:10.0.0.1",
    "::10.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "2001:0:a00:1::1",
    "5f00::1",
)
PUBLIC = ("8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8")


def settings(*private: str, loopback: bool = False) -> Settings:
    return Settings("https://signpost.example.org", "", (), "", 0, frozenset(private), loopback)


def check(url: str, *private: str, loopback: bool = False) -> None:
    UrlRules(settings(*private, loopback=loopback)).check(url)


@pytest.mark.parametrize("address", PRIVATE)
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_on_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_refused_unless_it_was_named(address: str) -> None:
    inside = Door(frozenset(), lambda _host, _port: ["8.8.8.8", address])
    named = Door(frozenset({"moodle.internal"}), lambda _host, _port: [address])

    with pytest.raises(AddressRefused, match="SIGNPOST_PRIVATE_HOSTS"):
        inside.addresses("moodle.internal", 443)
    assert named.addresses("MOODLE.internal", 443) == [address]
    with pytest.raises(AddressRefused):
        named.addresses("another.internal", 443)


@pytest.mark.parametrize(
    "url", ["https://moodle.example/token", "https://moodle.example:8443/a?b=c", "https://[2606:4700::1]/"]
)
def test_https_is_called(url: str) -> None:
    check(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://moodle.example/",
        "http://localhost/",
        "http://127.0.0.1/",
        "ftp://moodle.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//moodle.example/",
        "moodle.example",
        "",
        "https://",
        "https:///path",
        "https://user:password@moodle.example/",
        "https://@moodle.example/",
        "https://moodle.example:port/",
        "https://moodle.example:99999/",
        "https://[::1/",
        "https://moodle.example;script-src/",
        "https://moodle.example'/",
        "https://moodle .example/",
        "https://moodle.example/a b",
        "https://moodle.example/\n",
        "ht\ntps://moodle.example/",
        "https://möodle.example/",
        "https://moodle.example\\@127.0.0.1/",
        "https://\udc80.example/",
    ],
)
def test_what_is_not_plainly_https_is_refused(url: str) -> None:
    with pytest.raises(CallRefused):
        check(url)


def test_plain_http_is_for_named_hosts_and_for_loopback_in_development() -> None:
    check("http://moodle.internal/", "moodle.internal")
    check("http://127.0.0.1:8000/", loopback=True)
    check("http://localhost:8000/", loopback=True)
    with pytest.raises(CallRefused):
        check("http://moodle.example/", "moodle.internal", loopback=True)
