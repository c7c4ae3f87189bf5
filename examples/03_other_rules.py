"""The estate under other rules: which verdicts are the city's choice, which the sun's.

Judges one project file by its own rules and by three others, at the same place. None of
the others was read in its source: see the status of each in the printed table.
"""

import sys
from pathlib import Path

import sunlight as sl
from sunlight.assessment import compare_rules
from sunlight.rules import Outcome

ESTATE = Path(__file__).parent / "xinzhou_estate" / "project.toml"
OTHERS = ("gb50180-2018:zone-1237-small", "hangzhou-old", "shanghai-2016")


def main() -> None:
    """Read, judge four times, print."""
    source = Path(sys.argv[1]) if len(sys.argv) > 1 else ESTATE
    project, _ = sl.read_project(source)
    comparison = compare_rules(project, OTHERS)

    for found in comparison.by_rules:
        rules, counts = found.rules, found.counts
        numbers = ", ".join(f"{counts.get(o, 0)} {o.value}" for o in Outcome)
        print(f"{rules.name}: {numbers}")
        print(f"  status: {rules.status}")
        for setting in rules.settings.in_force:
            use = "" if setting.use is None else f"{setting.use.value}: "
            print(f"  {use}{setting.en}")

    print(f"\n{len(comparison.differing)} units come out differently:")
    for unit in comparison.differing:
        cells = (
            "-"
            if verdict is None or verdict.measured is None
            else f"{verdict.measured:.1f}/{verdict.threshold:g} {verdict.outcome.value}"
            for verdict in unit.verdicts
        )
        print(f"{unit.unit:>10}  " + "  ".join(f"{cell:<18}" for cell in cells))


if __name__ == "__main__":
    main()
