"""Jobs for workers, in a module that a worker can import by name."""

import pyarrow as pa

from sunlight.errors import InputError
from sunlight.shade.threads import worker_threads
from sunlight.tiles.stamps import engine_stamp


class FromAnotherEngine:
    """A job that stamps its table as another version would."""

    def table(self):
        return pa.table({"receiver": [0]}).replace_schema_metadata(
            {"sunlight.engine": "old"}
        )


class Threads:
    """A job that tells how many threads the engine may use on the worker."""

    def table(self):
        found = pa.table({"threads": [worker_threads()]})
        return found.replace_schema_metadata({"sunlight.engine": engine_stamp()})


class Wrong:
    """A job with an input that the engine refuses."""

    def table(self):
        raise InputError("no such thing", where="rows")
