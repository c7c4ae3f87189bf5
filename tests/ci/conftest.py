"""The program that runs workflows is no test; it needs a YAML reader."""

collect_ignore = ["run_workflow.py"]
