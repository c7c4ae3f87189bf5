"""The command line as ``python -m sunlight.cli`` (命令行)."""

from sunlight.cli.main import main

main()
