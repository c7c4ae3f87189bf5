"""A campaign against one reader: ``python tests/fuzz/campaign.py dxf --minutes 10``.

Every case changes a sound file and reads it. It may end in a project or in an error of
the package; anything else is written to the folder, with its traceback.
"""

import argparse
import collections
import random
import sys
import tempfile
import time
import traceback
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from sunlight.errors import SunlightError
from sunlight.importers.limits import Limits
from sunlight.importers.sources import read_model

sys.path.insert(0, str(Path(__file__).parent))

import seeds
from mutations import mutated

LIMITS = Limits(megabytes=20.0, entities=200_000, nesting=64, seconds=60.0)
SLOW_S = 20.0  # a small file that takes longer is told


@dataclass
class Tally:
    """What became of the cases."""

    ends: collections.Counter = field(default_factory=collections.Counter)
    failures: list[Path] = field(default_factory=list)
    slow: list[Path] = field(default_factory=list)

    @property
    def cases(self) -> int:
        return self.ends.total()


def one_case(
    suffix: str, data: bytes, kind: str, folder: Path, options: dict, tally: Tally
) -> None:
    """Read one file and note how it ended."""
    path = folder / f"case{suffix}"
    path.write_bytes(data)
    begun = time.perf_counter()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            project, _ = read_model(path, kind=kind, options=options, limits=LIMITS)
        assert project.buildings
        tally.ends["read"] += 1
    except SunlightError as error:
        tally.ends[type(error).__name__] += 1
        if not str(error).strip():
            raise
    except BaseException:
        tally.ends["FAILED"] += 1
        kept = folder / f"failed-{kind}-{len(tally.failures)}{suffix}"
        kept.write_bytes(data)
        kept.with_name(kept.name + ".txt").write_text(
            traceback.format_exc(), encoding="utf-8"
        )
        tally.failures.append(kept)
        if isinstance(sys.exc_info()[1], KeyboardInterrupt):
            raise
    if time.perf_counter() - begun > SLOW_S:
        kept = folder / f"slow-{kind}-{len(tally.slow)}{suffix}"
        kept.write_bytes(data)
        tally.slow.append(kept)


def campaign(
    kind: str, folder: Path, *, seed: int, cases: int = 0, minutes: float = 0.0
) -> Tally:
    """Run a number of cases, or for a time, against the reader of one kind."""
    rng = random.Random(seed)
    found = seeds.seeds(kind)
    tally = Tally()
    until = time.monotonic() + 60.0 * minutes
    while tally.cases < cases or time.monotonic() < until:
        suffix, data, options = rng.choice(found)
        one_case(suffix, mutated(data, rng), kind, folder, options, tally)
    return tally


def main() -> int:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("all", *seeds.KINDS))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=None)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="sunlight-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for kind in seeds.KINDS if given.kind == "all" else (given.kind,):
        tally = campaign(kind, folder, seed=given.seed, minutes=given.minutes)
        ends = ", ".join(f"{end} {n}" for end, n in tally.ends.most_common())
        print(f"{kind}: {tally.cases} cases in {given.minutes:g} min: {ends}")
        for path in (*tally.failures[:20], *tally.slow[:5]):
            print(f"  {path}")
        failed += len(tally.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
