"""The national registry: any township can be made an instance."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from pyarrow import parquet

from dashboard.domain.errors import Refused
from dashboard.domain.names import display_name, match_key
from dashboard.store import commands, database, instance, queries, registry


def test_search_tells_the_three_apart() -> None:
    assert [(one.code, one.city, one.county, one.name) for one in registry.search("岳村")] == [
        ("410183109", "郑州市", "新密市", "岳村镇"),
        ("410825002", "焦作市", "温县", "岳村街道"),
        ("410902101", "濮阳市", "华龙区", "岳村镇"),
    ]
    for text in ("华龙区岳村", "濮阳 岳村", "河南省濮阳市岳村镇", "410902101"):
        assert [one.code for one in registry.search(text)] == ["410902101"]
    assert {one.county for one in registry.search("北京东城")} == {"东城区"}
    assert {one.code[:6] for one in registry.search("410902")} == {"410902"}
    assert registry.search("") == registry.search(" ") == []
    assert registry.search("没有这个地方") == []


def test_the_registry_is_whole() -> None:
    assert registry._townships().num_rows == 41_352
    source = (registry.FOLDER / "SOURCE.md").read_text("utf-8")
    for name in ("township.parquet", "village.parquet"):
        assert hashlib.sha256((registry.FOLDER / name).read_bytes()).hexdigest() in source


def test_it_is_built_from_the_package_alone(tmp_path: Path) -> None:
    """The builder on a package of one township; network and npm are not needed for a .tgz."""
    rows = {
        "provinces": "code,name\n41,河南省\n",
        "cities": "code,name,provinceCode\n4109,濮阳市,41\n",
        "areas": "code,name,cityCode,provinceCode\n410902,华龙区,4109,41\n",
        "streets": "code,name,areaCode,provinceCode,cityCode\n410902101,岳村镇,410902,41,4109\n",
        "villages": "code,name,streetCode,provinceCode,cityCode,areaCode\n"
        "410902101225,瓦岗村村民委员会,410902101,41,4109,410902\n"
        "410902101001,澶东社区居民委员会,410902101,41,4109,410902\n",
    }
    package = tmp_path / "package.tgz"
    with tarfile.open(package, "w:gz") as archive:
        for name, text in rows.items():
            entry = tarfile.TarInfo(f"package/dist/{name}.csv")
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    script = shutil.copy(registry.FOLDER / "build.py", tmp_path)
    subprocess.run([sys.executable, script, package], check=True, capture_output=True)
    assert parquet.read_table(tmp_path / "township.parquet").to_pylist() == [
        {
            "code": "410902101",
            "name": "岳村镇",
            "county_code": "410902",
            "county": "华龙区",
            "city": "濮阳市",
            "province": "河南省",
        }
    ]
    assert parquet.read_table(tmp_path / "village.parquet").to_pylist() == [
        {"code": "410902101001", "name": "澶东社区居民委员会"},
        {"code": "410902101225", "name": "瓦岗村村民委员会"},
    ]


def test_the_units_of_yuecun() -> None:
    units = registry.villages_of("410902101")
    assert len(units) == 19
    assert display_name(units[0].name) == "澶东社区"
    assert len({match_key(one.name) for one in units}) == 19


@pytest.mark.parametrize("code", ["110101001", "540123100", "650105005", "410183109", "441900003"])
def test_any_township_can_be_made_an_instance(tmp_path: Path, code: str) -> None:
    commands.create_instance(tmp_path, code)
    store = instance.open_home(tmp_path)
    assert queries.instance().township_code == code
    assert len(queries.villages()) == len(registry.villages_of(code)) > 0
    store.close()
    database.use(None)


@pytest.mark.parametrize("code", ["410902999", "abc", "", "41090210"])
def test_an_unknown_code_is_refused_with_a_cure(tmp_path: Path, code: str) -> None:
    with pytest.raises(Refused, match="--search"):
        commands.create_instance(tmp_path, code)
    assert not instance.exists(tmp_path)


def test_an_instance_is_never_overwritten(tmp_path: Path) -> None:
    commands.create_instance(tmp_path, "410902101")
    for replace in (False, True):
        with pytest.raises(Refused):
            commands.create_instance(tmp_path, "410902101", replace_demo=replace)
