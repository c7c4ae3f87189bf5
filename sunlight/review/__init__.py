"""Reviewing somebody else's report (日照复核): read, check, recompute, explain.

A submission is read into records, its windows are matched with those of the model, its
form is checked, and every figure is set against a calculation of our own; where the two
differ, the conventions that best explain the difference are looked for.
"""
