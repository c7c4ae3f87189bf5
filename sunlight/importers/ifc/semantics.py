"""What an IFC model says without its geometry (IFC 语义)."""

from typing import TYPE_CHECKING

from sunlight.importers.ifc.facts import IfcSemantics
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.remarks import Remarks

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["read_semantics"]


def read_semantics(
    model: "ifcopenshell.file", options: IfcOptions, remarks: Remarks
) -> IfcSemantics:
    """Facts of an open model (读取语义).

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    options : IfcOptions
        What the model cannot say.
    remarks : Remarks
        Receives what was assumed; its texts must include ``SEMANTICS_TEXTS``.

    Returns
    -------
    IfcSemantics
        Plain data.
    """
    raise NotImplementedError
