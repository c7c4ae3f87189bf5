"""read(write(project)) == project, whatever a reader put into it."""

import dataclasses

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from project_strategies import projects, words

from sunlight.findings import Finding, Severity
from sunlight.importers.project_file import read_project
from sunlight.importers.write_project import write_project
from sunlight.model.differences import project_differences

EXAMPLES = settings(
    max_examples=40,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("round trip") / "项目.json"


@given(project=projects())
@EXAMPLES
def test_a_project_reads_back_number_for_number(project, path):
    write_project(project, path)
    read, _ = read_project(path)

    assert ("项目.json", "model.ifc") == tuple(name for name, _ in read.source_files)
    alike = dataclasses.replace(read, source_files=read.source_files[1:])
    assert () == project_differences(project, alike)


def findings():
    return st.builds(
        Finding,
        code=st.just("HEIGHT-MISSING"),
        severity=st.sampled_from(Severity),
        where=words(),
        message=words(),
        message_zh=words(),
        expected=words(),
        found=words(),
        elements=st.lists(words(), max_size=3).map(tuple),
        file=words(),
    )


@given(project=projects(), found=st.lists(findings(), max_size=3, unique=True))
@settings(EXAMPLES, max_examples=8)
def test_findings_of_the_import_are_kept_and_none_is_doubled(project, found, path):
    write_project(project, path, found)
    read, first = read_project(path)
    write_project(read, path, first)
    _, second = read_project(path)

    assert set(found) <= set(first)
    assert first == second
    assert len(set(first)) == len(first)
