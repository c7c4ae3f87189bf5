"""What CI systems read (CI 输出): JUnit, SARIF, BCF, annotations and summary of GitHub.

One report is made from an assessment or from findings alone; the writers only put it
into their format.
"""

from sunlight.report.ci.collect import report_of_assessment, report_of_findings
from sunlight.report.ci.github import annotations, step_summary
from sunlight.report.ci.junit import junit_xml
from sunlight.report.ci.records import CiReport
from sunlight.report.ci.sarif import sarif_text

__all__ = [
    "CiReport",
    "annotations",
    "junit_xml",
    "report_of_assessment",
    "report_of_findings",
    "sarif_text",
    "step_summary",
]
