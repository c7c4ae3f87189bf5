"""Programs beside the tests are no tests, and one instruments what it imports."""

collect_ignore = ["campaign.py", "guided.py", "mutations.py", "seeds.py"]
