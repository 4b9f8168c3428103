"""Random sequences of what administrators, staff and the curious do on an installation with several schools."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.model import Role
from tests.isolation.addresses import addresses, plain
from tests.isolation.looking import Guesser, Watch
from tests.isolation.school import KNOWN, REPORTS, School
from tests.isolation.world import Browser, World

MOST_SCHOOLS = 3
MOST_HOSTS = 3
GUESSES = 5
some = st.integers(0, 2**16)
subs = st.sampled_from((*KNOWN, *KNOWN, "second", "stranger"))
roles = st.sampled_from(("Instructor", "Instructor", "Instructor", "Learner", "Mentor"))
contexts = st.sampled_from(("1", "2"))


class Installation(RuleBasedStateMachine):
    """Whatever happens, no answer to anybody of one school holds anything of another's."""

    # How a world is made: on a fresh database each time.
    fresh: Callable[[], World]

    @initialize(shared=st.booleans())
    def begins(self, shared: bool) -> None:
        """Two schools, on one host or on two; and two browsers."""
        self.world, self.number = type(self).fresh(), 0
        self.browsers = [Browser(self.world.app.test_client()) for _ in range(2)]
        self.addresses, self.plain = addresses(self.world.app), plain(self.world.app)
        first, second = self.world.adds_school(), self.world.adds_school()
        host = self.world.adds_host(first, self.new_deployment())
        if shared:
            self.world.shares_host(host, second, self.new_deployment())
        else:
            self.world.adds_host(second, self.new_deployment())
        second.works_one_off()

    def new_deployment(self) -> str:
        """Its id on the host."""
        self.number += 1
        return f"d{self.number}"

    def school(self, chosen: int) -> School:
        """One of the schools."""
        return self.world.schools[chosen % len(self.world.schools)]

    def place(self, chosen: int) -> tuple[int, str]:
        """One of the deployments that are somebody's."""
        found = sorted(self.world.deployments)
        return found[chosen % len(found)]

    def signed_in(self, chosen: int) -> Browser:
        """One of the browsers; in it somebody of some school, if nobody was."""
        browser = self.browsers[chosen % len(self.browsers)]
        if browser.school is None or browser.signed_out:
            self.world.launches(browser, self.place(chosen), ("lead", "head", "admin")[chosen % 3])
        return browser

    # What administrators do.

    @precondition(lambda self: len(self.world.schools) < MOST_SCHOOLS)
    @rule(own=st.booleans(), host=some)
    def adds_a_school(self, own: bool, host: int) -> None:
        school = self.world.adds_school()
        if own and len(self.world.hosts) < MOST_HOSTS:
            self.world.adds_host(school, self.new_deployment())
        else:
            self.world.shares_host(host % len(self.world.hosts), school, self.new_deployment())

    @rule(school=some, host=some)
    def installs_it_once_more(self, school: int, host: int) -> None:
        self.world.shares_host(host % len(self.world.hosts), self.school(school), self.new_deployment())

    @rule(browser=some, host=some)
    def comes_from_nowhere(self, browser: int, host: int) -> None:
        where = (host % len(self.world.hosts), self.new_deployment())
        assert self.world.launches(self.browsers[browser % 2], where, "lead").status_code == 403

    @precondition(lambda self: self.world.waiting)
    @rule(school=some)
    def accepts_what_waits(self, school: int) -> None:
        self.world.activates(self.world.waiting[0], self.school(school))

    @rule(place=some, to=some)
    def moves_a_deployment(self, place: int, to: int) -> None:
        where, receiver = self.place(place), self.school(to)
        giver = self.world.deployments[where]
        if giver is receiver:
            return
        cases = self.world.rows.ids_of(giver)["cases"]
        self.world.moves(where, receiver, self.browsers)
        assert self.world.rows.ids_of(giver)["cases"] == cases
        assert not self.world.rows.owed_by(giver) or len(giver.host_ids) > 1

    @rule(school=some, host=some, sub=subs, role=st.sampled_from(list(Role)[1:]))
    def names_somebody(self, school: int, host: int, sub: str, role: Role) -> None:
        if sub == REPORTS and role is not Role.ADMINISTRATOR:
            # Somebody who has a list of cases reports nothing: what they begin is in review at once.
            return
        try:
            self.world.grants(self.school(school), host % len(self.world.hosts), sub, role)
        except InstallRefused:
            # They are not installed there.
            return

    @rule(school=some, host=some, context=contexts)
    def marks_a_course(self, school: int, host: int, context: str) -> None:
        try:
            self.world.marks_staff_only(self.school(school), host % len(self.world.hosts), context)
        except InstallRefused:
            return

    # What their people do.

    @rule(browser=some, place=some, sub=subs, role=roles, context=contexts)
    def launches(self, browser: int, place: int, sub: str, role: str, context: str) -> None:
        self.world.launches(self.browsers[browser % 2], self.place(place), sub, role, context)

    @rule(school=some, what=st.sampled_from(("reports", "hides", "works", "deletes", "practises", "proposes", "asks")))
    def works(self, school: int, what: str) -> None:
        here = self.school(school)
        if here.host_id:
            here.does(what)

    @rule(browser=some)
    def writes_something(self, browser: int) -> None:
        here = self.signed_in(browser)
        assert here.school is not None
        token, mark = self.world.token_of(here), here.school.mark
        begun = here.client.post("/cases", data={"csrf_token": token})
        case = begun.headers.get("Location", "").removesuffix("/resume").split("/questions")[0]
        for question in ("danger", "strand", "distress"):
            given = here.school.typed[question]
            here.client.post(f"{case}/questions/{question}", data={"csrf_token": token, "choice": given})
        sent = here.client.post(f"{case}/add", data={"csrf_token": token, "words": f"Typed {mark}"})
        Watch(self.world, here.school).look(sent, "add")

    # What they see.

    @rule(browser=some)
    def opens_every_page(self, browser: int) -> None:
        here = self.signed_in(browser)
        assert here.school is not None
        watch = Watch(self.world, here.school)
        for page in self.plain:
            watch.look(here.client.get(page), page)
        assert here.school.mark in here.client.get("/start").get_data(as_text=True)

    @rule(browser=some, chosen=st.lists(some, min_size=GUESSES, max_size=GUESSES))
    def opens_what_is_their_own(self, browser: int, chosen: list[int]) -> None:
        here = self.signed_in(browser)
        assert here.school is not None
        watch, ids = Watch(self.world, here.school), self.world.rows.ids_of(here.school)
        for number in chosen:
            address = self.addresses[number % len(self.addresses)]
            found = watch.own_ids(address, ids, number)
            if found is not None and address.method == "GET":
                watch.look(here.client.get(address.with_ids(found)), address.rule)

    @rule(browser=some, victim=some, chosen=st.lists(some, min_size=GUESSES, max_size=GUESSES))
    def guesses_addresses(self, browser: int, victim: int, chosen: list[int]) -> None:
        here, other = self.signed_in(browser), self.school(victim)
        if here.school is None or here.school is other:
            return
        before = self.world.rows.rows_of(other)
        guesser = Guesser(self.world, here, other, here.school)
        for number in chosen:
            guesser.guesses(self.addresses[number % len(self.addresses)])
        assert self.world.rows.rows_of(other) == before

    @rule(browser=some, victim=some, chosen=some)
    def names_anothers_people_and_cases_in_a_form(self, browser: int, victim: int, chosen: int) -> None:
        here, other = self.signed_in(browser), self.school(victim)
        if here.school is None or here.school is other:
            return
        watch, theirs = Watch(self.world, here.school), self.world.rows.ids_of(other)
        forms = [each for each in self.addresses if each.method == "POST"]
        address = forms[chosen % len(forms)]
        ids = watch.own_ids(address, self.world.rows.ids_of(here.school), chosen)
        if ids is not None:
            watch.names_strangers(here, address, ids, theirs)

    @invariant()
    def who_is_signed_out_stays_out(self) -> None:
        """A deployment that was moved lets nobody go on in the school before."""
        for browser in getattr(self, "browsers", ()):
            if browser.signed_out:
                assert browser.client.get("/start").status_code == 403

    def teardown(self) -> None:
        """At the end nothing of one school's refers to anything of another's."""
        if hasattr(self, "world"):
            assert self.world.rows.strangers(self.world.schools) == []
            self.world.closes()
