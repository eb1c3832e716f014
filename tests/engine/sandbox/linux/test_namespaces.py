import os
import sysconfig
from pathlib import Path

from grader.engine.sandbox.host_support import probe
from grader.engine.sandbox.linux import libc, namespaces
from grader.engine.sandbox.tiers import NAMESPACES, Tier, tier_of
from grader.engine.sandbox.visible_files import SCRATCH, View
from tests.engine.sandbox.children import in_child, refused


def alone(view: View) -> dict[str, object]:
    """What process 1 finds in new namespaces."""
    namespaces.enter_namespaces(view)

    def inside() -> dict[str, object]:
        namespaces.mount_proc()
        libc.drop_capabilities()
        return {
            "pid": os.getpid(),
            "uid": os.getuid(),
            "root": sorted(os.listdir("/")),
            "processes": [name for name in os.listdir("/proc") if name.isdigit()],
            "refused": refused(
                lambda: os.mkdir("/new"), lambda: os.kill(2, 0), lambda: Path("/etc/passwd").open()
            ),
        }

    found: dict[str, object] = in_child(inside)
    return found


def test_process_1_of_the_new_machine_is_alone_with_what_it_may_see(tmp_path: Path) -> None:
    if probe()[NAMESPACES] is not None:
        assert tier_of(probe()) is Tier.CONFINED
        return
    folder = tmp_path / "seen"
    folder.mkdir()
    view = View((sysconfig.get_path("stdlib"), str(folder)), ())
    found = in_child(lambda: alone(view))
    assert found["pid"] == 1
    assert found["uid"] == namespaces.SANDBOX_ID
    assert found["processes"] == ["1"]
    assert set(found["root"]) >= {"dev", "proc", SCRATCH.strip("/")}
    assert not {"home", "etc", "boot", "mnt"} & set(found["root"])
    assert found["refused"] == [True, True, True]
