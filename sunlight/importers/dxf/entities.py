"""Entities of a drawing in world coordinates (图元), blocks taken apart."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sunlight.errors import ImporterError
from sunlight.importers.deadline import Deadline
from sunlight.importers.dxf.acis import SOLID_KINDS, is_flat_solid
from sunlight.importers.dxf.drawing import reading_errors
from sunlight.importers.dxf.layers import LayerMap, LayerRole, folded_name
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks

__all__ = ["Drawn", "drawn_entities"]

_WHOLE: Final = (LayerRole.WINDOW, LayerRole.NORTH)
_NORTH_WORDS: Final = ("指北针", "指北", "north", "compass", "风玫瑰")
_ACIS: Final = frozenset(
    {"3DSOLID", "BODY", "REGION", "SURFACE", "EXTRUDEDSURFACE", "LOFTEDSURFACE",
     "REVOLVEDSURFACE", "SWEPTSURFACE", "PLANESURFACE", "NURBSURFACE"}
)  # fmt: skip
_PROXY: Final = frozenset({"ACAD_PROXY_ENTITY", "ACDBPROXYENTITY"})
_MARKS: Final = ("ATTDEF", "DIMENSION", "HATCH", "POINT")
_OF_THE_BLOCK: Final = "0"

FIRST_CLASS: Final = 500
"""Number of the first class of a drawing, by which proxies name theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One entity where it stands (图元).

    Parameters
    ----------
    entity : ezdxf.entities.DXFGraphic
        In world coordinates; its object coordinates may still be tilted.
    layer : str
        Layer it belongs to: things on layer 0 of a block are on that of the block.
    handle : str
        Its handle, or that of the outermost block reference it came with.
    attributes : mapping of str to str
        Attributes of the block references around it, by folded tag.
    insert : str
        Handle of the outermost block reference; empty outside of blocks.
    """

    entity: Any
    layer: str
    handle: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    insert: str = ""

    @property
    def kind(self) -> str:
        """DXF type, such as ``LINE``."""
        return str(self.entity.dxftype())


def drawn_entities(
    document: Any,  # noqa: ANN401
    *,
    layers: LayerMap,
    hidden: bool,
    limits: Limits,
    remarks: Remarks,
    deadline: Deadline,
    source: str,
) -> list[Drawn]:
    """All entities of the model space that may matter (模型空间图元).

    Blocks are taken apart, nested, turned, scaled and mirrored ones too, except for
    blocks of windows and north arrows. What cannot be read is remarked on.

    Parameters
    ----------
    document : ezdxf.document.Drawing
        The drawing.
    layers : LayerMap
        What is on which layer.
    hidden : bool
        Take what is on layers that are off or frozen.
    limits, remarks, deadline, source
        As elsewhere in this package.

    Returns
    -------
    list of Drawn
        In the order of the drawing.

    Raises
    ------
    ImporterError
        If there are too many once blocks are taken apart, or blocks nest too deep.
    """
    walk = _Walk(
        document=document,
        layers=layers,
        hidden=hidden,
        limits=limits,
        remarks=remarks,
        deadline=deadline,
        source=source,
    )
    total = sum(walk.weight(entity, ()) for entity in document.modelspace())
    limits.check_entities(
        total, what="entities once blocks are taken apart", source=source
    )
    found = [
        drawn
        for entity in document.modelspace()
        for drawn in walk.entities(entity, layer="", handle="", attributes={}, path=())
    ]
    _remark_on_paper(document, remarks)
    return found


def _remark_on_paper(document: Any, remarks: Remarks) -> None:  # noqa: ANN401
    """Tell how much stands in paper space, which is not read."""
    paper = 0
    for layout in document.layouts:
        try:
            if not layout.is_modelspace:
                paper += sum(entity.dxftype() != "VIEWPORT" for entity in layout)
        except reading_errors():  # a layout without its block
            remarks.add("PAPER-SPACE-NOT-READ", found="a damaged layout")
    if paper:
        remarks.add("PAPER-SPACE-NOT-READ", found=f"{paper} entities")


class _Walk:
    """One walk through a drawing."""

    def __init__(self, **of: Any) -> None:  # noqa: ANN401
        self._document = of["document"]
        self._layers: LayerMap = of["layers"]
        self._hidden: bool = of["hidden"]
        self._limits: Limits = of["limits"]
        self._remarks: Remarks = of["remarks"]
        self._deadline: Deadline = of["deadline"]
        self._source: str = of["source"]
        self._weights: dict[str, int] = {}
        self._off: dict[str, bool] = {}

    def weight(self, entity: Any, path: tuple[str, ...]) -> int:  # noqa: ANN401
        """How many entities one becomes once blocks are taken apart."""
        if entity.dxftype() != "INSERT":
            return 1
        name = folded_name(str(entity.dxf.get("name", "")))
        if name in path:
            return 1
        if len(path) >= self._limits.nesting:
            raise ImporterError(
                f"blocks are nested deeper than {self._limits.nesting}; explode them "
                "in the drawing, or raise the limit  nesting  if you trust it",
                source=self._source,
                entity=str(entity.dxf.get("handle", "")),
                value=self._limits.nesting,
            )
        if name not in self._weights:
            block = self._document.blocks.get(entity.dxf.get("name", ""))
            self._weights[name] = sum(
                self.weight(inner, (*path, name)) for inner in block or ()
            )
        return 1 + max(int(entity.mcount), 1) * self._weights[name]

    def entities(
        self,
        entity: Any,  # noqa: ANN401
        *,
        layer: str,
        handle: str,
        attributes: Mapping[str, str],
        path: tuple[str, ...],
    ) -> Iterator[Drawn]:
        """The entity, or what its block consists of."""
        own = _own_layer(entity)
        layer = layer if layer and own == _OF_THE_BLOCK else own
        drawn = Drawn(
            entity=entity,
            layer=layer,
            handle=handle or str(entity.dxf.get("handle") or ""),
            attributes=attributes,
            insert=handle,
        )
        if self._left_out(drawn):
            return
        if drawn.kind != "INSERT" or self._is_whole(drawn):
            yield drawn
            return
        self._deadline.check()
        name = folded_name(str(entity.dxf.get("name", "")))
        block = self._document.blocks.get(entity.dxf.get("name", ""))
        if block is None or name in path:
            code = "BLOCK-MISSING" if block is None else "BLOCK-IN-ITSELF"
            self._remarks.add(code, name=name, element=drawn.handle, found=name)
            return
        if block.block is not None and block.block.is_xref:
            self._remarks.add(
                "REFERENCE-NOT-READ", name=name, element=drawn.handle, found=name
            )
            return
        said = {**attributes, **self._attributes(entity)}
        for inner in self._parts(drawn):
            yield from self.entities(
                inner,
                layer=layer,
                handle=drawn.handle,
                attributes=said,
                path=(*path, name),
            )
        for text in entity.attribs:
            yield Drawn(
                entity=text, layer=layer, handle=drawn.handle, insert=drawn.handle
            )

    def _parts(self, drawn: Drawn) -> list[Any]:
        """Transformed content of a block reference, all of its array."""

        def skipped(entity: Any, reason: str) -> None:  # noqa: ANN401
            inner = Drawn(
                entity=entity,
                layer=drawn.layer,
                handle=drawn.handle,
                insert=drawn.handle,
            )
            if not self._name_unread(inner) and entity.dxftype() not in _MARKS:
                self._remarks.add(
                    "ENTITY-UNREADABLE",
                    element=drawn.handle,
                    found=f"{entity.dxftype()}: {reason}",
                )

        parts: list[Any] = []
        entity = drawn.entity
        try:
            single = entity.multi_insert() if entity.mcount > 1 else (entity,)
            for one in single:
                parts += one.virtual_entities(skipped_entity_callback=skipped)
        except reading_errors() as error:
            self._remarks.add(
                "ENTITY-UNREADABLE",
                element=drawn.handle,
                found=f"INSERT: {type(error).__name__}: {error}"[:200],
            )
        return parts

    @staticmethod
    def _attributes(insert: Any) -> dict[str, str]:  # noqa: ANN401
        """Attributes of a block reference by folded tag."""
        return {
            folded_name(str(a.dxf.get("tag", ""))): str(a.plain_text())
            for a in insert.attribs
        }

    def _is_whole(self, drawn: Drawn) -> bool:
        """Whether a block reference is looked at as one thing."""
        name = folded_name(str(drawn.entity.dxf.get("name", "")))
        role = self._layers.role(drawn.layer)
        return role in _WHOLE or (
            role is not LayerRole.BUILDING
            and any(word in name for word in _NORTH_WORDS)
        )

    def _left_out(self, drawn: Drawn) -> bool:
        """Whether an entity is hidden or of a kind that is not read, and say so."""
        if drawn.kind == "ATTDEF":
            return True
        if self._is_hidden(drawn):
            if self._layers.role(drawn.layer) in (
                LayerRole.BUILDING,
                LayerRole.WINDOW,
                LayerRole.COURTYARD,
            ):
                self._remarks.add(
                    "LAYER-HIDDEN",
                    name=drawn.layer,
                    element=drawn.handle,
                    found=drawn.layer,
                )
            return True
        return self._name_unread(drawn)

    def _name_unread(self, drawn: Drawn) -> bool:
        """Remark on solids of ACIS and on objects of other programs."""
        if drawn.kind in _ACIS:
            # what a block moves is not moved inside of its ACIS data
            able = drawn.kind in SOLID_KINDS and not drawn.insert
            if able and is_flat_solid(drawn.entity):
                return False
            role = self._layers.role(drawn.layer)
            if role in (LayerRole.BUILDING, LayerRole.UNMAPPED):
                self._remarks.add(
                    "SOLID-NOT-READ",
                    name=f"{drawn.kind} {drawn.handle}",
                    element=drawn.handle,
                    found=f"{drawn.kind}, {drawn.layer}",
                )
            return True
        name = self._foreign_name(drawn)
        if not name:
            return False
        self._remarks.add(
            "OBJECT-NOT-READ",
            name=f"{name} {drawn.handle}",
            element=drawn.handle,
            found=f"{name}, {drawn.layer}",
        )
        return True

    def _foreign_name(self, drawn: Drawn) -> str:
        """Class name of an object of another program; empty for those of AutoCAD."""
        from ezdxf.entities.dxfgfx import DXFGraphic

        if drawn.kind in _PROXY:
            tags = getattr(drawn.entity, "acdb_proxy_entity", None) or ()
            number = next((tag.value for tag in tags if tag.code == 91), 0)
            classes = list(self._document.classes.classes.values())
            if FIRST_CLASS <= number < FIRST_CLASS + len(classes):
                return str(classes[number - FIRST_CLASS].dxf.get("name", drawn.kind))
            return drawn.kind
        known = isinstance(drawn.entity, DXFGraphic)
        return "" if known else drawn.kind

    def _is_hidden(self, drawn: Drawn) -> bool:
        """Whether an entity cannot be seen in the drawing."""
        if self._hidden:
            return False
        if drawn.layer not in self._off:
            table = self._document.layers
            layer = table.get(drawn.layer) if drawn.layer in table else None
            self._off[drawn.layer] = layer is not None and (
                layer.is_off() or layer.is_frozen()
            )
        return self._off[drawn.layer] or (
            drawn.entity.dxf.hasattr("invisible") and bool(drawn.entity.dxf.invisible)
        )


def _own_layer(entity: Any) -> str:  # noqa: ANN401
    """Layer that an entity names, also one that ezdxf does not know."""
    from ezdxf.entities.dxfentity import DXFTagStorage

    if isinstance(entity, DXFTagStorage):
        return str(entity.graphic_properties().get("layer", "0"))
    return str(entity.dxf.get("layer", "0"))
