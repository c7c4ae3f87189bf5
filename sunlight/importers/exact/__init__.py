"""Project files that programs write and read back number for number (精确存取)."""
