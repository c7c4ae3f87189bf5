"""What a report says besides its figures, in the project file (报告资料).

Everything may be left out: a report then has a blank to be filled in by hand.
"""

from dataclasses import fields
from typing import Any, Final

from sunlight.importers.schema_parts import Record
from sunlight.model.dossier import Dossier, Party

__all__ = ["DossierSpec", "PartySpec", "dossier_of", "dossier_table"]


class PartySpec(Record):
    """A unit that the report names (单位)."""

    name: str = ""
    """Name of the unit (单位名称)."""
    address: str = ""
    """Its address (地址)."""
    postcode: str = ""
    """Its postcode (邮编), as text."""
    legal_representative: str = ""
    """Legal representative (法定代表人)."""
    contact: str = ""
    """Whom to ask (联系人)."""
    phone: str = ""
    """Telephone (联系电话), as text."""
    qualification: str = ""
    """Kind and class of its certificate (资质类别及等级)."""
    qualification_number: str = ""
    """Number of the certificate (资质证书编号)."""


class DossierSpec(Record):
    """Who asks for the report, who writes it, who signs it (报告资料)."""

    client: PartySpec = PartySpec()
    """Who has the project built (建设单位)."""
    compiler: PartySpec = PartySpec()
    """Who writes the report (编制单位)."""
    designer: PartySpec = PartySpec()
    """Who designs the project (设计单位)."""
    bureau: str = ""
    """To whom the report is submitted (报送的主管部门)."""
    number: str = ""
    """Number of the report (报告编号)."""
    place: str = ""
    """Where the project lies, in words (项目位置)."""
    extents: str = ""
    """What bounds the land, in words (用地四至)."""
    compiled_by: str = ""
    """Who compiles the report (编制人)."""
    checked_by: str = ""
    """Who checks it (校核人)."""
    approved_by: str = ""
    """Who examines and approves it (审核、审定人)."""


_PARTIES: Final = ("client", "compiler", "designer")


def dossier_of(spec: DossierSpec) -> Dossier:
    """Give the dossier that a file holds (报告资料).

    Parameters
    ----------
    spec : DossierSpec
        As it stands in the file.

    Returns
    -------
    Dossier
        Record of the model.
    """
    said = spec.model_dump()
    client, compiler, designer = (Party(**said.pop(name)) for name in _PARTIES)
    return Dossier(client=client, compiler=compiler, designer=designer, **said)


def dossier_table(dossier: Dossier) -> dict[str, Any]:
    """Dossier as a table of a project file (写成项目文件); what is empty is left out.

    Parameters
    ----------
    dossier : Dossier
        Record of the model.
    """
    table = {f.name: getattr(dossier, f.name) for f in fields(dossier)}
    for name in _PARTIES:
        party = table[name]
        table[name] = {
            f.name: said for f in fields(party) if (said := getattr(party, f.name))
        }
    return {name: said for name, said in table.items() if said}
