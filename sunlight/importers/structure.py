"""Structure and names of a project file, before anything is built of it (结构检查)."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from sunlight.importers.exact.frame import check_exact
from sunlight.importers.grounds import check_ground_names
from sunlight.importers.names import check_names
from sunlight.importers.problems import Problems, collect_validation
from sunlight.importers.rows import Job, check_count, window_jobs
from sunlight.importers.schema import ProjectFile

__all__ = ["checked_structure"]


def checked_structure(
    data: Mapping[str, Any], problems: Problems
) -> tuple[ProjectFile, list[Job]]:
    """Tables of a project file as records, and its windows, nothing laid yet (结构).

    Parameters
    ----------
    data : mapping
        Texts, numbers, lists and tables of the file.
    problems : Problems
        Receives what is wrong.

    Returns
    -------
    file : ProjectFile
        The tables.
    jobs : list of Job
        Windows and rows of windows.

    Raises
    ------
    ImporterError
        If a table has another structure, a value is not allowed, an id is given twice,
        or a name names nothing.
    """
    try:
        file = ProjectFile.model_validate(data)
    except ValidationError as error:
        collect_validation(error, model=ProjectFile, data=data, problems=problems)
        problems.raise_if_any()
        raise
    jobs = window_jobs(file, problems)
    with problems.at(""):
        check_count(jobs)
    check_names(file, problems)
    check_ground_names(file, problems)
    check_exact(file, problems)
    problems.raise_if_any()
    return file, jobs
