"""Findings on why the figures differ (差异原因)."""
__all__ = ["cause_findings"]
def cause_findings(inference, submission, assessment, match):
    return ()
