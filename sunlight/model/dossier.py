"""Who asks for the report, who writes it and who signs it (报告单位与人员)."""

from dataclasses import dataclass, field

__all__ = ["Dossier", "Party"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A unit that the report names (单位); what is not said is an empty text.

    Parameters
    ----------
    name, address, postcode : str
        Name and address.
    legal_representative, contact, phone : str
        Who speaks for it, and how to reach it.
    qualification, qualification_number : str
        Kind and class of its certificate, and the number of that.
    """

    name: str = ""
    address: str = ""
    postcode: str = ""
    legal_representative: str = ""
    contact: str = ""
    phone: str = ""
    qualification: str = ""
    qualification_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What a report says besides its figures (报告资料); what is not said is empty.

    Parameters
    ----------
    client : Party
        Who has the project built (建设单位).
    compiler : Party
        Who writes the report (编制单位).
    designer : Party
        Who designs the project (设计单位); often the compiler.
    bureau : str
        To whom the report is submitted.
    number : str
        Number of the report.
    place : str
        Where the project lies, in words.
    extents : str
        What bounds it, in words.
    compiled_by, checked_by, approved_by : str
        Persons who sign.
    """

    client: Party = field(default_factory=Party)
    compiler: Party = field(default_factory=Party)
    designer: Party = field(default_factory=Party)
    bureau: str = ""
    number: str = ""
    place: str = ""
    extents: str = ""
    compiled_by: str = ""
    checked_by: str = ""
    approved_by: str = ""
