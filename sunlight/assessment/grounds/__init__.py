"""Play grounds and unbuilt land: measured areas and verdicts (场地与用地)."""
