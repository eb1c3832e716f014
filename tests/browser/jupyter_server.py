"""A Jupyter server that a browser test talks to, with nothing of this account's settings."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

TOKEN = "browser-test"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 60


@contextmanager
def jupyter_server(module: str, options: Sequence[str], root: Path, home: Path) -> Iterator[str]:
    """Serve the folder `root`, and give the server's address as soon as it answers.

    Parameters
    ----------
    module : str
        What Python runs, for example ``jupyterlab``.
    options : sequence of str
        More of its command line.
    root : Path
    home : Path
        The server and its kernels keep all of their own files below it.
    """
    runtime = home / "runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    environment = {
        name: value
        for name, value in os.environ.items()
        if name != "MPLBACKEND" and not name.startswith("JUPYTER")
    } | {
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(runtime),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "MPLCONFIGDIR": str(home / "matplotlib"),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    command = [
        *(sys.executable, "-m", module, "--allow-root", "--no-browser"),
        *("--ip=127.0.0.1", "--port=0", "--ServerApp.port_retries=0"),
        *(f"--ServerApp.root_dir={root}", f"--IdentityProvider.token={TOKEN}"),
        *options,
    ]
    log = home / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            command, env=environment, cwd=root, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        yield _address_when_ready(server, runtime, log)
    finally:
        server.terminate()  # it stops its kernels on the way out
        try:
            server.wait(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _address_when_ready(server: "subprocess.Popen[bytes]", runtime: Path, log: Path) -> str:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            try:
                address = f"http://127.0.0.1:{json.loads(file.read_text())['port']}"
                with urllib.request.urlopen(f"{address}/api/status?token={TOKEN}", timeout=5):
                    return address
            except (ValueError, urllib.error.URLError):
                pass  # written half, or not listening yet
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start; it said:\n{log.read_text()}")
