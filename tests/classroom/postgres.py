"""Find the PostgreSQL that tests start, and start it.

Run as a script it says whether these tests can run, and exits 1 if they cannot.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def find_postgres() -> Path | None:
    """Return the folder of `initdb` and `postgres`: that of POSTGRES, of PATH, or of Debian."""
    folders = [
        os.environ.get("POSTGRES"),
        os.path.dirname(os.path.realpath(shutil.which("initdb") or "")) or None,
        *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True),
    ]
    found = (Path(folder) for folder in folders if folder)
    return next((folder for folder in found if (folder / "initdb").is_file()), None)


@contextmanager
def server() -> Iterator[str]:
    """Start an empty PostgreSQL and yield the address of a database in it, for SQLAlchemy.

    It listens on a socket in a folder of its own and on no port. Root may not run it: then the
    user `postgres`, which Debian's package makes, does.
    """
    programs = find_postgres()
    assert programs is not None, "no PostgreSQL: apt install postgresql"
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    # Not below pytest's folder, which other users may not enter.
    with tempfile.TemporaryDirectory(prefix="course-pg-") as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        make = ["initdb", "-D", data, "-U", "course", "-A", "trust", "-E", "UTF8", "--no-sync"]
        _run(programs, make, user, folder)
        words = ["postgres", "-D", data, "-k", name, "-c", "listen_addresses=", "-F"]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [str(programs / words[0]), *words[1:]],
                user=user,
                cwd=folder,
                stdout=log,
                stderr=log,
            )
            try:
                _wait(process, name)
                yield f"postgresql+psycopg://course@/postgres?host={name}"
            finally:
                process.terminate()
                process.wait()


def _wait(process: "subprocess.Popen[bytes]", folder: str) -> None:
    # Imported here: the question whether there is a PostgreSQL is asked by any Python.
    import psycopg

    while process.poll() is None:
        try:
            psycopg.connect(host=folder, user="course", dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(Path(folder, "log").read_text(encoding="utf-8"))


def _run(programs: Path, words: list[str], user: str | None, folder: Path) -> None:
    command = [str(programs / words[0]), *words[1:]]
    subprocess.run(command, user=user, cwd=folder, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if find_postgres() is None:
        print(
            "Tests with PostgreSQL are left out, because none was found."
            " Install it (Debian: apt install postgresql), or set POSTGRES to its bin folder."
        )
        sys.exit(1)
    print(f"Tests with PostgreSQL start the one in {find_postgres()}.")
