"""For the whole suite: no test fails by the clock."""

from hypothesis import settings

settings.register_profile("no-clock", deadline=None)
settings.load_profile("no-clock")  # a loaded machine, or a kernel to compile first
