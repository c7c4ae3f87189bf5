"""Which columns of a file say what (字段识别)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sunlight.errors import ImporterError
from sunlight.importers.gis import options as usual
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.remarks import Remarks
from sunlight.importers.words import near

__all__ = ["Columns", "choose_columns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns by what they say, each a tuple in the order they are tried (字段).

    Parameters
    ----------
    height, top, floors, roof_floors, min_height, min_floor, ground : tuple of str
        Heights and storeys, see :class:`~sunlight.importers.gis.options.GisOptions`.
    own_id, name, status, use, part, relation : tuple of str
        Who the building is.
    """

    height: tuple[str, ...] = ()
    top: tuple[str, ...] = ()
    floors: tuple[str, ...] = ()
    roof_floors: tuple[str, ...] = ()
    min_height: tuple[str, ...] = ()
    min_floor: tuple[str, ...] = ()
    ground: tuple[str, ...] = ()
    own_id: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    use: tuple[str, ...] = ()
    part: tuple[str, ...] = ()
    relation: tuple[str, ...] = ()


def choose_columns(
    options: GisOptions, names: Sequence[str], remarks: Remarks, *, source: str
) -> Columns:
    """Columns that the options name, else those with usual names (选定字段).

    Parameters
    ----------
    options : GisOptions
        What the caller knows.
    names : sequence of str
        Columns of the file.
    remarks : Remarks
        Receives ``COLUMNS-GUESSED``.
    source : str
        The file.

    Returns
    -------
    Columns
        All of them in the file.

    Raises
    ------
    ImporterError
        If the file has none of the columns that an option names.
    """
    guessed: list[str] = []

    def chosen(
        option: str, wanted: Sequence[str], known: Sequence[str] = ()
    ) -> tuple[str, ...]:
        if wanted:
            found = tuple(name for name in wanted if name in names)
            if not found:
                raise ImporterError(
                    f"the file has no column {wanted[0]!r}{near(wanted[0], names)}; it "
                    f"has {', '.join(names) or 'none'}",
                    source=source,
                    where=option,
                    value=list(wanted),
                )
            return found
        by_word: dict[str, list[str]] = {}
        for name in names:
            by_word.setdefault(name.casefold(), []).append(name)
        words = dict.fromkeys(word.casefold() for word in known)
        found = tuple(name for word in words for name in by_word.get(word, ()))
        if found:
            guessed.append(f"{option} = {', '.join(found)}")
        return found

    def one(name: str) -> tuple[str, ...]:
        return (name,) if name else ()

    columns = Columns(
        height=chosen("height_columns", options.height_columns, usual.HEIGHT_NAMES),
        top=chosen("top_columns", options.top_columns, usual.TOP_NAMES),
        floors=chosen("floors_columns", options.floors_columns, usual.FLOOR_NAMES),
        roof_floors=chosen("storeys in the roof", (), usual.ROOF_FLOOR_NAMES),
        min_height=chosen(
            "min_height_columns", options.min_height_columns, usual.LOWEST_HEIGHT_NAMES
        ),
        min_floor=chosen("storeys left out below", (), usual.LOWEST_FLOOR_NAMES),
        ground=chosen("ground_columns", options.ground_columns, usual.GROUND_NAMES),
        own_id=chosen("id_column", one(options.id_column), usual.ID_NAMES),
        name=chosen("name_column", one(options.name_column), usual.NAME_NAMES),
        status=chosen("status_column", one(options.status_column)),
        use=chosen("use_column", one(options.use_column)),
        part=chosen("parts of buildings", (), usual.PART_NAMES),
        relation=chosen("buildings of parts", (), usual.RELATION_NAMES),
    )
    if guessed:
        remarks.add("COLUMNS-GUESSED", found="; ".join(guessed))
    return columns
