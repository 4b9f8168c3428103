"""The tools under test, each started when it is first needed and kept for all the measures."""

from contextlib import AbstractContextManager, ExitStack

from tests.bench import contenders
from tests.bench.plan import Plan
from tests.bench.platform import Platform
from tests.bench.served import Served


class Rig:
    """Everything that a measure needs. Close it by leaving the block."""

    def __init__(self, platform: Platform, plan: Plan) -> None:
        self.platform = platform
        self.plan = plan
        self._stack = ExitStack()
        self._tools: dict[str, Served] = {}

    def __enter__(self) -> "Rig":
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @property
    def upstream(self) -> Served:
        """PyLTI1p3 as its README has it."""
        return self._tool("upstream", contenders.upstream(self.platform))

    @property
    def sqlite(self) -> Served:
        """Signpost as shipped."""
        return self._tool("sqlite", contenders.on_sqlite(self.platform))

    @property
    def durable_sqlite(self) -> Served:
        """Signpost, waiting for the disk at each login and session too."""
        return self._tool("durable sqlite", contenders.on_durable_sqlite(self.platform))

    @property
    def postgres(self) -> Served:
        """Signpost on PostgreSQL."""
        return self._tool("postgres", contenders.on_postgres(self.platform))

    @property
    def sqlite_with_many_hosts(self) -> Served:
        """Signpost as shipped, for a great many schools."""
        return self._tool("many hosts", contenders.on_sqlite(self.platform, self.plan.many_hosts))

    def stop_all(self) -> None:
        """Stop what runs, so that what is measured next shares its core with nobody. It starts again when needed."""
        self._stack.close()
        self._tools.clear()

    def _tool(self, name: str, starts: AbstractContextManager[Served]) -> Served:
        if name not in self._tools:
            self._tools[name] = self._stack.enter_context(starts)
        return self._tools[name]
