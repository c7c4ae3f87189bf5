"""Recalculation of a submitted report (复核): model, scope, method, results."""
