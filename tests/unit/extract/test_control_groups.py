"""Where control groups are found: both versions, on a machine and in a container."""

from pathlib import Path

import pytest

from worker.extract.containment.group import own_groups

VERSION_1 = (
    "30 23 0:26 / /sys/fs/cgroup/memory rw,nosuid shared:9 - cgroup cgroup rw,memory\n"
    "31 23 0:27 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids\n"
    "32 23 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct\n"
    "33 23 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw\n"
    "34 23 254:0 / / rw,relatime - ext4 /dev/vda rw,discard\n"
)
VERSION_2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"
CONTAINED = (
    "30 23 0:26 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n"
    "31 23 0:27 /docker/abc /sys/fs/cgroup/pids ro - cgroup cgroup rw,pids\n"
)


def test_version_1_has_one_for_each_controller() -> None:
    found = own_groups(VERSION_1, "9:memory:/a/b\n8:pids:/\n4:cpu,cpuacct:/c\n0::/\n")
    assert found["memory"] == Path("/sys/fs/cgroup/memory/a/b")
    assert found["pids"] == Path("/sys/fs/cgroup/pids")
    assert found["cpu"] == found["cpuacct"] == Path("/sys/fs/cgroup/cpu,cpuacct/c")
    assert found[""] == Path("/sys/fs/cgroup/unified")


def test_version_2_has_one_for_all() -> None:
    found = own_groups(VERSION_2, "0::/system.slice/deponent.service\n")
    assert found == {"": Path("/sys/fs/cgroup/system.slice/deponent.service")}


def test_in_a_container_the_mount_begins_with_the_group() -> None:
    found = own_groups(CONTAINED, "9:memory:/docker/abc\n8:pids:/docker/abc/x\n")
    assert found["memory"] == Path("/sys/fs/cgroup/memory")
    assert found["pids"] == Path("/sys/fs/cgroup/pids/x")


def test_what_is_not_mounted_is_not_found() -> None:
    assert own_groups("", "9:memory:/\n0::/\n") == {}
    with pytest.raises(ValueError, match="unpack"):
        own_groups(VERSION_1, "nonsense")
