"""Office packages of strangers (办公文档包): parts, links between them, safe XML."""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sunlight.errors import ImporterError, MissingExtraError
from sunlight.importers.archives import refuse_bombs
from sunlight.review.reading.grids.opened import OpenedFile

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["Package", "Relation", "local"]

_MOST_PARTS: Final = 20_000
"""A report of many pictures has some thousands of parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A link from one part to another (关系).

    Parameters
    ----------
    kind : str
        Last word of its type, such as ``worksheet``.
    target : str
        Name of the part, or the address of what lies outside.
    external : bool
        It leads out of the package; never followed.
    """

    kind: str
    target: str
    external: bool


def local(element: "_Element") -> str:
    """Name of an element without its namespace (元素名).

    Parameters
    ----------
    element : lxml element
        Element, not a comment.
    """
    return _local_name(element.tag)


@lru_cache(maxsize=4096)
def _local_name(tag: str) -> str:
    """Name without its namespace."""
    return tag.rpartition("}")[2]


class Package:
    """Parts of an opened office package; a private helper of one reading (文档包).

    Parameters
    ----------
    archive : zipfile.ZipFile
        The opened archive.
    opened : OpenedFile
        The file.

    Raises
    ------
    ImporterError
        If it would unpack to more than allowed.
    MissingExtraError
        If lxml or defusedxml is not installed.
    """

    def __init__(self, archive: zipfile.ZipFile, opened: OpenedFile) -> None:
        try:
            import defusedxml  # noqa: F401
            import lxml  # type: ignore[import-untyped]  # noqa: F401
        except ImportError as error:
            raise MissingExtraError(
                "reading XLSX and DOCX tables", extra="review"
            ) from error
        entries = archive.infolist()
        refuse_bombs(
            entries,
            opened.limits,
            opened.source,
            most=_MOST_PARTS,
            what="office document",
        )
        self._archive = archive
        self.opened = opened
        self.names = frozenset(entry.filename for entry in entries)

    def read(self, name: str) -> bytes:
        """Content of a part (部件内容).

        Parameters
        ----------
        name : str
            Name of the part.

        Raises
        ------
        ImporterError
            If there is none of that name.
        """
        if name not in self.names:
            raise ImporterError(
                f"the part {name!r} is missing; the file is damaged: save it again",
                source=self.opened.source,
                where=name,
            )
        self.opened.deadline.check()
        return self._archive.read(name)

    def root(self, name: str) -> "_Element":
        """Root element of a part (部件根元素).

        Parameters
        ----------
        name : str
            Name of the part.

        Raises
        ------
        ImporterError
            If it is missing, no XML, or declares entities.
        """
        from lxml import etree

        content = self.read(name)
        self._check_prolog(content, name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True,
            remove_comments=True,
        )  # fmt: skip
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self._damaged(name, error) from error

    def elements(self, name: str, tags: tuple[str, ...]) -> Iterator["_Element"]:
        """Ended elements of a large part, one after another (逐个元素).

        Each is emptied, with all before it, once the next is asked for.

        Parameters
        ----------
        name : str
            Name of the part.
        tags : tuple of str
            Names without namespace.

        Raises
        ------
        ImporterError
            If it is missing, no XML, or declares entities.
        """
        from lxml import etree

        content = self.read(name)
        self._check_prolog(content, name)
        events = etree.iterparse(
            io.BytesIO(content), events=("end",), tag=tuple(f"{{*}}{t}" for t in tags),
            resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True,
            remove_comments=True,
        )  # fmt: skip
        try:
            for count, (_, element) in enumerate(events):
                if count % 1000 == 0:
                    self.opened.deadline.check()
                yield element
                element.clear()
                parent = element.getparent()
                while parent is not None and element.getprevious() is not None:
                    del parent[0]
        except etree.XMLSyntaxError as error:
            raise self._damaged(name, error) from error

    def relations(self, part: str) -> dict[str, Relation]:
        """Links of a part by their id (部件关系).

        Parameters
        ----------
        part : str
            Name of the part; empty for those of the package.
        """
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.names:
            return {}
        links: dict[str, Relation] = {}
        for link in self.root(rels).iterchildren("{*}Relationship"):
            external = link.get("TargetMode", "") == "External"
            target = link.get("Target", "")
            if not external:
                absolute = target if target.startswith("/") else f"/{folder}/{target}"
                target = posixpath.normpath(absolute).lstrip("/")
            kind = link.get("Type", "").rpartition("/")[2]
            links[link.get("Id", "")] = Relation(
                kind=kind, target=target, external=external
            )
        return links

    def main_part(self, usual: str) -> str:
        """Name of the part that holds the document (主部件).

        Parameters
        ----------
        usual : str
            Where it stands if the package does not say.
        """
        for link in self.relations("").values():
            if link.kind == "officeDocument" and not link.external:
                return link.target
        return usual

    def _check_prolog(self, content: bytes, name: str) -> None:
        """Refuse a document type, before any other parser sees the part."""
        from xml.etree.ElementTree import ParseError

        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import iterparse

        try:
            next(iterparse(io.BytesIO(content), events=("start",), forbid_dtd=True))
        except DefusedXmlException as error:
            raise ImporterError(
                f"the part {name!r} declares a document type or entities "
                f"({type(error).__name__}); office documents have none, and they can "
                "be used to attack: it is refused",
                source=self.opened.source,
                where=name,
            ) from error
        except (ParseError, ValueError, LookupError, StopIteration) as error:
            raise self._damaged(name, error) from error

    def _damaged(self, name: str, error: Any) -> ImporterError:  # noqa: ANN401
        """Error for a part that is no XML."""
        return ImporterError(
            f"the part {name!r} is not XML that can be read ({error}); the file is "
            "damaged: open it in its program and save it again",
            source=self.opened.source,
            where=name,
        )
