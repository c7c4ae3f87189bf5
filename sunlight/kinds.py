"""Kinds of things in a project: status, use, part, room and source kinds (类别).

A leaf: the model says what a thing is with them, and rules read them in facts.
"""

from enum import StrEnum

__all__ = [
    "HABITABLE_ROOMS",
    "NOT_OBSTRUCTING_PARTS",
    "OWN_PLATE_PARTS",
    "BalconyKind",
    "DrawnLine",
    "GroundKind",
    "LegalStatus",
    "MainSide",
    "PartKind",
    "RoomKind",
    "SourceKind",
    "Status",
    "Use",
    "WindowKind",
]


class Status(StrEnum):
    """Planning status of a building (建设状态)."""

    EXISTING = "existing"
    """现状."""
    APPROVED = "approved"
    """已批未建 or under construction."""
    PROPOSED = "proposed"
    """拟建: belongs to the project under review."""
    CONCURRENT = "concurrent"
    """同期报审/同期建设: proposed by another project at the same time (办法三)."""


class Use(StrEnum):
    """Use of a building by its lawful papers (使用性质, 规程八)."""

    RESIDENTIAL = "residential"
    DORMITORY = "dormitory"
    KINDERGARTEN = "kindergarten"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    ELDERLY = "elderly"
    OTHER = "other"
    """Offices, shops, garages, plant: no sunlight standard."""
    UNKNOWN = "unknown"


class PartKind(StrEnum):
    """Kind of a part of a building or site (部位)."""

    BODY = "body"
    BALCONY = "balcony"
    OVERHANG = "overhang"
    EAVE = "eave"
    FIN = "fin"
    PARAPET = "parapet"
    ROOF = "roof"
    STAIR_HOUSE = "stair_house"
    LIFT_HOUSE = "lift_house"
    WATER_TANK = "water_tank"
    CHIMNEY = "chimney"
    LINK_BRIDGE = "link_bridge"
    RETAINING_WALL = "retaining_wall"
    TREE = "tree"
    POLE = "pole"
    BILLBOARD = "billboard"
    SOLAR_HEATER = "solar_heater"
    TEMPORARY_ROOF = "temporary_roof"
    UNLAWFUL_ADDITION = "unlawful_addition"


OWN_PLATE_PARTS = frozenset({PartKind.BALCONY, PartKind.OVERHANG, PartKind.EAVE})
"""Plates whose shadow on windows of the same building may be neglected: 规程六(五)."""

NOT_OBSTRUCTING_PARTS = frozenset(
    {
        PartKind.TREE,
        PartKind.POLE,
        PartKind.BILLBOARD,
        PartKind.SOLAR_HEATER,
        PartKind.TEMPORARY_ROOF,
        PartKind.UNLAWFUL_ADDITION,
    }
)
"""Parts that never count as obstructions: 规程六(四)."""


class RoomKind(StrEnum):
    """Kind of a room (房间用途)."""

    BEDROOM = "bedroom"
    LIVING = "living"
    KITCHEN = "kitchen"
    BATH = "bath"
    STAIR = "stair"
    STORE = "store"
    ENCLOSED_BALCONY = "enclosed_balcony"
    DORMITORY_ROOM = "dormitory_room"
    ACTIVITY_ROOM = "activity_room"
    CLASSROOM = "classroom"
    WARD = "ward"
    OTHER = "other"
    UNKNOWN = "unknown"


HABITABLE_ROOMS = frozenset({RoomKind.BEDROOM, RoomKind.LIVING})
"""Habitable rooms (居住空间): bedrooms and living rooms, nothing else."""


class GroundKind(StrEnum):
    """Kind of a ground (场地种类)."""

    PLAY_GROUND = "play_ground"
    """Outdoor play ground (室外游戏场地): 规程四(一)3."""
    UNBUILT_LAND = "unbuilt_land"
    """Land not built on yet (未建设用地): 规程四(三), 五(四)."""


class WindowKind(StrEnum):
    """Kind of a window (窗型): which plane it is measured on."""

    ORDINARY = "ordinary"
    FLOOR_TO_CEILING = "floor_to_ceiling"
    """落地窗: its sill plane is the least height of 规程六(一)."""
    BAY = "bay"
    """凸窗（飘窗）."""
    CORNER = "corner"
    """One leg of a window round a corner (转角窗)."""
    ARC = "arc"
    """弧形窗, drawn as its chord."""


class BalconyKind(StrEnum):
    """Balcony before a window (窗前阳台)."""

    NONE = "none"
    OPEN = "open"
    """挑阳台（凸阳台）."""
    RECESSED = "recessed"
    """凹阳台."""
    HALF_RECESSED = "half_recessed"
    """半凹半凸阳台."""
    ENCLOSED = "enclosed"
    """封闭阳台."""


class DrawnLine(StrEnum):
    """Which line of a window the drawing gives (所绘窗线)."""

    OPENING = "opening"
    """The opening in the wall (墙洞口线)."""
    FRONT = "front"
    """The glass in front: nose of a bay, window of an enclosed balcony (外侧窗线)."""


class MainSide(StrEnum):
    """Main side of an east-west block (东西朝向楼的主要朝向), 规程六(七)."""

    EAST = "east"
    WEST = "west"


class SourceKind(StrEnum):
    """Kind of a source of base data: 办法四."""

    ARCHIVE = "archive"
    """Planning archive, stamped as agreeing with the original: 办法四(一)."""
    SURVEY = "survey"
    """Survey report of a qualified surveyor: 办法四(二)."""
    APPROVED_DRAWING = "approved_drawing"
    """Approved drawing of a building not yet completed: 办法四(三)."""
    DESIGN = "design"
    """Design drawing of the project under review."""
    BLANK = "blank"
    """Nobody said; listed as blank."""


class LegalStatus(StrEnum):
    """Whether a building has lawful papers (合法手续): 规程六(六)."""

    LAWFUL = "lawful"
    UNLAWFUL = "unlawful"
    TEMPORARY = "temporary"
    BLANK = "blank"
