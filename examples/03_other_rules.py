"""The estate under other rules: which verdicts are the city's choice, which the sun's.

Judges one project file by its own rules and by three others, at the same place. None of
the others was read in its source: see the status of each in the printed table.
"""

import sys
from pathlib import Path

import sunlight as sl
from sunlight.assessment import compare_rules
from sunlight.rules import Outcome, Verdict

ESTATE = Path(__file__).parent / "xinzhou_estate" / "project.toml"
OTHERS = ("gb50180-2018:zone-1237-small", "hangzhou-old", "shanghai-2016")


def cell(verdict: Verdict | None) -> str:
    """Figure, standard and outcome of one unit under one set of rules."""
    if verdict is None:
        return "-"
    if verdict.measured is None or verdict.threshold is None:
        return verdict.outcome.value
    return f"{verdict.measured:.1f}/{verdict.threshold:g} {verdict.outcome.value}"


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

    failing = [u for u in comparison.differing if Outcome.FAIL in u.outcomes]
    print(f"\n{len(failing)} units fail by some of these rules and not by others:")
    for unit in failing:
        cells = [cell(verdict) for verdict in unit.verdicts]
        print(f"{unit.unit:>10}  " + "  ".join(f"{text:<22}" for text in cells))


if __name__ == "__main__":
    main()
