"""Fuzzing guided by coverage: ``python tests/fuzz/guided.py dxf -max_total_time=600``.

Needs the extra ``[fuzz]`` (atheris). Errors of the package are what a reader is for;
anything else stops the run and leaves the input beside it.
"""

import sys
import tempfile
import warnings
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["sunlight.importers", "ezdxf"]):
    from sunlight.errors import SunlightError
    from sunlight.importers.limits import Limits
    from sunlight.importers.model_kinds import kind_named
    from sunlight.importers.sources import read_model

sys.path.insert(0, str(Path(__file__).parent))

import seeds

LIMITS = Limits(megabytes=5.0, entities=50_000, nesting=64, seconds=30.0)


def main() -> None:
    """Fuzz one kind; the rest of the command line is libFuzzer's."""
    kind = sys.argv.pop(1)
    kind_named(kind)
    folder = Path(tempfile.mkdtemp(prefix="sunlight-guided-"))
    corpus = folder / "corpus"
    corpus.mkdir()
    found = seeds.seeds(kind)
    for i, (suffix, data, _) in enumerate(found):
        (corpus / f"seed{i}{suffix}").write_bytes(data)
    suffix, _, options = found[0]
    case = folder / f"case{suffix}"

    def one(data: bytes) -> None:
        case.write_bytes(data)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                read_model(case, kind=kind, options=options, limits=LIMITS)
        except SunlightError:
            pass

    atheris.Setup([*sys.argv, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
