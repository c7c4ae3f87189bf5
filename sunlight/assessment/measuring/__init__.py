"""Minutes of windows and rooms in both states (窗与房间的时数)."""
