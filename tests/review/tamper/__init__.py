"""Tampered reports: cases, the harness that reviews them, rates over estates."""
