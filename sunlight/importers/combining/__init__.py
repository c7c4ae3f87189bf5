"""Several projects moved into one frame and joined (合并)."""
