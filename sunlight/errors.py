"""Every exception and warning of the package, in one tree.

::

    SunlightError
    ├── InputError (ValueError)          an argument or record is unusable
    │   ├── GeometryError                a polygon or mesh is unusable
    │   └── ImporterError                a file cannot be read as what it claims to be
    ├── MissingExtraError (ImportError)  an optional dependency is not installed
    ├── ClusterError (RuntimeError)      a cluster does not answer, or lost its workers
    └── RuleError
        ├── NotInForceError              no edition of the rules holds on that date
        └── MissingFactError             a clause needs a fact that nobody gave
    SunlightWarning (UserWarning)
    SunlightDeprecationWarning (FutureWarning)

About somebody's *document* nothing is raised: see :mod:`sunlight.findings`.
"""

__all__ = [
    "ClusterError",
    "GeometryError",
    "ImporterError",
    "InputError",
    "MissingExtraError",
    "MissingFactError",
    "NotInForceError",
    "RuleError",
    "SunlightDeprecationWarning",
    "SunlightError",
    "SunlightWarning",
]


class SunlightError(Exception):
    """Parent of every error raised by this package."""


class InputError(SunlightError, ValueError):
    """An argument or a record is unusable.

    Parameters
    ----------
    message : str
        What is wrong, what is allowed, how to mend it.
    where : str, optional
        Path of the value, such as ``buildings[3].windows[0].sill``.
    value : object, optional
        The value that was refused.
    """

    def __init__(
        self, message: str, *, where: str | None = None, value: object = None
    ) -> None:
        super().__init__(message if where is None else f"{where}: {message}")
        self.message = message
        self.where = where
        self.value = value


class GeometryError(InputError):
    """A polygon or a mesh is unusable.

    Parameters
    ----------
    message : str
        What is wrong, what is allowed, how to mend it.
    object_id : str, optional
        Name of the building or part.
    face_ids : tuple of int, optional
        Faces concerned.
    where, value
        As in :class:`InputError`.
    """

    def __init__(
        self,
        message: str,
        *,
        object_id: str | None = None,
        face_ids: tuple[int, ...] = (),
        where: str | None = None,
        value: object = None,
    ) -> None:
        super().__init__(message, where=where, value=value)
        self.object_id = object_id
        self.face_ids = face_ids


class ImporterError(InputError):
    """A file cannot be read as what it claims to be.

    Parameters
    ----------
    message : str
        What is wrong, what is allowed, how to mend it.
    source : str
        The file.
    entity : str, optional
        The element inside the file.
    where, value
        As in :class:`InputError`.
    """

    def __init__(
        self,
        message: str,
        *,
        source: str,
        entity: str | None = None,
        where: str | None = None,
        value: object = None,
    ) -> None:
        super().__init__(message, where=where, value=value)
        self.source = source
        self.entity = entity

    def __str__(self) -> str:
        return f"{self.source}: {super().__str__()}"


class MissingExtraError(SunlightError, ImportError):
    """An optional dependency is not installed.

    Parameters
    ----------
    feature : str
        What was asked for.
    extra : str
        The extra of this package that brings it.
    """

    def __init__(self, feature: str, *, extra: str) -> None:
        super().__init__(
            f"{feature} needs the optional dependency group '{extra}': "
            f'install it with  pip install "sunlight-cn[{extra}]"'
        )
        self.feature = feature
        self.extra = extra


class ClusterError(SunlightError, RuntimeError):
    """A cluster does not answer, lost its workers, or runs another engine."""


class RuleError(SunlightError):
    """Parent of the errors of the rules."""


class NotInForceError(RuleError):
    """No edition of the rules holds on that date."""


class MissingFactError(RuleError):
    """A clause needs a fact that nobody gave."""


class SunlightWarning(UserWarning):
    """Something a user should look at; the result stands."""


class SunlightDeprecationWarning(FutureWarning):
    """A name or behaviour will go away."""
