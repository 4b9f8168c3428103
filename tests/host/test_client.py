"""The browser without a screen goes the way a real one goes."""

from flask import Flask, redirect, request

from tests.host import HttpLaunch, tool_in_flask
from tests.host.school import STAFF_COURSE


def test_a_launch_goes_on_to_the_page_the_person_sees(browser):
    page = browser.open("reporter", STAFF_COURSE)

    assert (page.status, page.text) == (200, "the start page")


def test_the_tool_may_be_a_flask_test_client(host, tool):
    app = Flask("tool")
    app.post("/lti/login")(tool.login)
    app.post("/lti/launch")(lambda: f"welcome {request.headers['Sec-Fetch-Dest']} {request.headers['Origin']}")

    page = HttpLaunch(host, tool_in_flask(app.test_client())).open("reporter", STAFF_COURSE)

    assert page.text == f"welcome iframe {host.url}"


def test_a_secure_cookie_set_at_login_comes_back_at_the_launch_over_http(host, tool, browser):
    def login():
        answer = redirect(tool.login().location)
        answer.set_cookie("__Host-binding", "b", secure=True, httponly=True, samesite="None", partitioned=True)
        return answer

    tool.app.view_functions["login"] = login
    tool.app.view_functions["launch"] = lambda: request.cookies.get("__Host-binding", "lost")

    assert browser.open("reporter", STAFF_COURSE).text == "b"
