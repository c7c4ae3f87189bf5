"""Kinds of rooms, uses of buildings, dwellings and space boundaries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from sunlight.errors import ImporterError
from sunlight.importers.ifc.dwellings import with_dwellings_file
from sunlight.importers.ifc.name_words import meaning_of
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.limits import Limits
from sunlight.kinds import RoomKind, Use


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("主卧", "bedroom"),
        ("次卧室2", "bedroom"),
        ("主卧卫生间", "bath"),
        ("主卧带卫生间", "bedroom"),
        ("客厅/餐厅", "living"),
        ("起居室（南）", "living"),
        ("封闭阳台", "enclosed_balcony"),
        ("生活阳台", "other"),
        ("书房", "other"),
        ("楼梯间", "stair"),
        ("衣帽间", "store"),
        ("Living Room", "living"),
        ("LIVING_ROOM_01", "living"),
        ("Master Bedroom", "bedroom"),
        ("Master Bathroom", "bath"),
        ("Bedroom 2 Closet", "store"),
        ("Kitchenette", "kitchen"),
        ("Foyer", "other"),
        ("Schlafzimmer", "bedroom"),
        ("Elternschlafzimmer", "bedroom"),
        ("Wohn-/Esszimmer", "living"),
        ("Küche", "kitchen"),
        ("KUECHE", "kitchen"),
        ("Gäste-WC", "bath"),
        ("Arbeitszimmer", "other"),
        ("Kellerflur", "other"),
        ("Treppenhaus", "stair"),
        ("教室", "classroom"),
        ("病房 3", "ward"),
        ("活动室", "activity_room"),
    ],
)
def test_rooms_are_known_by_their_words(name, kind):
    assert kind == meaning_of(name, "rooms").kind


@pytest.mark.parametrize("name", ["", "Room", "Zimmer 3", "R12", "Galerie", "badge"])
def test_names_that_say_nothing_mean_nothing(name):
    assert ("", ()) == meaning_of(name, "rooms")


@pytest.mark.parametrize("name", ["客厅兼卧室", "Living/Kitchen", "Küche und Bad"])
def test_names_that_say_two_things_are_ambiguous(name):
    assert "" == meaning_of(name, "rooms").kind
    assert 2 == len(meaning_of(name, "rooms").ambiguous)


@given(st.text(max_size=40))
def test_any_name_has_one_meaning_or_several_or_none(name):
    kind, ambiguous = meaning_of(name, "rooms")

    assert not (kind and ambiguous)
    assert len(ambiguous) != 1


def test_type_and_property_sets_say_what_the_name_does_not(small_model, read):
    small = small_model()
    small.space("101", "Room", ObjectType="Bedroom")
    other = small.space("102", "Room")
    small.properties(other, "Pset_SpaceCommon", Category="起居室")

    facts, findings = read(small)

    assert {"101": RoomKind.BEDROOM, "102": RoomKind.LIVING} == {
        s.name: s.kind for s in facts.spaces.values()
    }
    assert "ROOM-KIND-UNKNOWN" not in findings


def test_the_option_names_kinds_and_the_exact_key_counts_first(small_model, read):
    small = small_model()
    small.space("A101", "Room")
    small.space("A102", "Kitchen")
    small.space("B101", "Room")

    facts, findings = read(
        small, rooms={"a*": "bedroom", "A102": "客厅", "C1": "other"}
    )

    assert {"A101": "bedroom", "A102": "living", "B101": "unknown"} == {
        s.name: s.kind.value for s in facts.spaces.values()
    }
    assert 'rooms "C1"' in findings["OPTION-FITS-NOTHING"].message
    assert "B101 Room" in findings["ROOM-KIND-UNKNOWN"].message


def test_ambiguous_rooms_are_unknown_with_a_finding(small_model, read):
    small = small_model()
    space = small.space("1", "客厅兼卧室")

    facts, findings = read(small)

    assert RoomKind.UNKNOWN is facts.spaces[space.GlobalId].kind
    assert (space.GlobalId,) == findings["ROOM-KIND-AMBIGUOUS"].elements


@pytest.mark.parametrize(
    ("words", "use"),
    [
        ({"ObjectType": "Wohnhaus"}, Use.RESIDENTIAL),
        ({"ObjectType": "住宅"}, Use.RESIDENTIAL),
        ({"Name": "3#住宅楼"}, Use.RESIDENTIAL),
        ({"Name": "小区配套幼儿园"}, Use.KINDERGARTEN),
        ({"LongName": "Primary School"}, Use.SCHOOL),
        ({"LongName": "学生宿舍"}, Use.DORMITORY),
        ({"Name": "Haus 3"}, Use.UNKNOWN),
        ({"Name": "Hochschule"}, Use.OTHER),
    ],
)
def test_use_of_a_building_by_its_words(small_model, read, words, use):
    small = small_model()
    for key, value in words.items():
        setattr(small.building, key, value)

    facts, _ = read(small)

    assert use is facts.buildings[0].use


def test_occupancy_counts_before_the_name_and_the_file_before_the_option(
    small_model, read
):
    small = small_model()
    small.building.Name = "Office tower"
    small.properties(small.building, "Pset_BuildingCommon", OccupancyType="住宅")

    facts, findings = read(small, use="school")

    assert Use.RESIDENTIAL is facts.buildings[0].use
    assert "BUILDING-USE-DISAGREES" in findings


def test_a_use_of_two_meanings_yields_to_the_option(small_model, read):
    small = small_model()
    small.building.ObjectType = "住宅/商业"

    facts, findings = read(small, use="residential")

    assert Use.RESIDENTIAL is facts.buildings[0].use
    assert "BUILDING-USE-AMBIGUOUS" in findings


def homes(facts):
    return {
        s.name: facts.dwellings[s.dwelling].name if s.dwelling else ""
        for s in facts.spaces.values()
    }


@pytest.mark.parametrize("schema", ["IFC2X3", "IFC4", "IFC4X3"])
def test_nested_zones_the_nearest_dwelling_counts(small_model, read, schema):
    small = small_model(schema)
    bed, living, bath = (
        small.space(name, words)
        for name, words in [("1", "卧室"), ("2", "客厅"), ("3", "卫生间")]
    )
    night = small.zone("sleeping part", bed)
    small.zone("101", night, living, bath, ObjectType="户")
    small.zone("north wing", *small.file.by_type("IfcZone"))

    facts, findings = read(small)

    assert {"1": "101", "2": "101", "3": "101"} == homes(facts)
    assert {"sleeping part", "north wing"} == {
        zone.Name
        for zone in small.file.by_type("IfcZone")
        if zone.GlobalId in findings["ZONE-NOT-DWELLING"].elements
    }


def test_a_fire_zone_is_no_dwelling(small_model, read):
    small = small_model()
    bed = small.space("1", "卧室")
    fire = small.zone("防火分区 2", bed)

    facts, findings = read(small)

    assert {"1": ""} == homes(facts)
    assert (fire.GlobalId,) == findings["ZONE-NOT-DWELLING"].elements
    assert (bed.GlobalId,) == findings["ROOM-WITHOUT-DWELLING"].elements


def test_a_zone_that_says_nothing_is_a_dwelling_if_lived_in(small_model, read):
    small = small_model()
    lived_in = small.zone("101", small.space("1", "卧室"), small.space("2", "厨房"))
    plant = small.zone("102", small.space("3", "设备间"))

    facts, findings = read(small)

    assert {"1": "101", "2": "101", "3": ""} == homes(facts)
    assert (lived_in.GlobalId,) == findings["ZONE-TAKEN-AS-DWELLING"].elements
    assert (plant.GlobalId,) == findings["ZONE-NOT-DWELLING"].elements


def test_zone_pattern_says_which_zones_are_dwellings(small_model, read):
    small = small_model()
    bed = small.space("1", "卧室")
    small.zone("HU-7", bed)
    small.zone("Apartment floor 3", bed)

    facts, _ = read(small, zone_pattern="^HU-")
    _, findings = read(small, zone_pattern="^XX")

    assert {"1": "HU-7"} == homes(facts)
    assert "zone_pattern" in findings["OPTION-FITS-NOTHING"].message


def test_a_room_in_two_dwellings_is_in_neither(small_model, read):
    small = small_model()
    bed = small.space("1", "卧室")
    small.zone("101户", bed)
    small.zone("102户", bed)

    facts, findings = read(small)

    assert {"1": ""} == homes(facts)
    assert "101户, 102户" == findings["ROOM-IN-TWO-DWELLINGS"].found


def test_a_space_of_spaces_is_the_dwelling_of_its_rooms(small_model, read):
    small = small_model()
    storey = small.storey("1F", 0.0)
    whole = small.space("101户", "", storey, CompositionType="COMPLEX")
    small.aggregate(whole, small.space("1", "卧室"), small.space("2", "客厅"))

    facts, findings = read(small)

    assert {"1": "101户", "2": "101户"} == homes(facts)
    assert {1} == {facts.storeys[s.storey].floor for s in facts.spaces.values()}
    assert "ROOM-WITHOUT-DWELLING" not in findings


def test_a_spatial_zone_may_be_a_dwelling(small_model, read):
    small = small_model()
    bed = small.space("1", "卧室")
    flat = small.root("IfcSpatialZone", Name="101", ObjectType="Dwelling")
    fire = small.root("IfcSpatialZone", Name="x", PredefinedType="FIRESAFETY")
    for zone in (fire, flat):
        small.root(
            "IfcRelReferencedInSpatialStructure",
            RelatedElements=[bed],
            RelatingStructure=zone,
        )

    facts, findings = read(small)

    assert {"1": "101"} == homes(facts)
    assert (fire.GlobalId,) == findings["ZONE-NOT-DWELLING"].elements


def test_zones_in_each_other_end(small_model, read):
    small = small_model()
    one = small.zone("a", small.space("1", "卧室"))
    other = small.zone("b", one)
    small.root("IfcRelAssignsToGroup", RelatedObjects=[other], RelatingGroup=one)

    facts, _ = read(small)

    assert {"1": "a"} == homes(facts)


def test_dwellings_of_one_name_are_numbered(small_model, read):
    small = small_model()
    small.zone("Apartment", small.space("1", "卧室"))
    small.zone("Apartment", small.space("2", "卧室"))

    facts, findings = read(small)

    assert {"1": "Apartment", "2": "Apartment (2)"} == homes(facts)
    assert 1 == len(findings["DWELLING-NAME-TWICE"].elements)


def test_table_counts_before_zone_and_zone_before_pattern(small_model, read):
    small = small_model()
    spaces = [small.space(f"A{i}", "卧室") for i in range(4)]
    small.zone("户 1", *spaces[:2])

    facts, _ = read(
        small, dwellings={"A0": "T"}, dwelling_pattern="^[A-Z]", one_dwelling=True
    )

    assert {"A0": "T", "A1": "户 1", "A2": "A", "A3": "A"} == homes(facts)


def test_a_pattern_that_is_none_is_refused():
    with pytest.raises(ValidationError, match="no regular expression"):
        IfcOptions(dwelling_pattern="([A-Z]")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("homes.csv", b"space,dwelling\nA101,A\nB*,B\n\n"),
        ("homes.csv", "房间,户\r\nA101,A\r\nB*,B\r\n".encode("gb18030")),
        ("homes.toml", b'[dwellings]\nA101 = "A"\n"B*" = "B"\n'),
        ("homes.toml", b'A101 = "A"\n"B*" = "B"\n'),
    ],
)
def test_a_table_beside_the_model_names_dwellings(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    options = with_dwellings_file(IfcOptions(dwellings_file=name), tmp_path)

    assert {"A101": "A", "B*": "B"} == options.dwellings
    assert "" == options.dwellings_file


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("../homes.csv", b"x", "must stand beside the model"),
        ("/etc/passwd", b"x", "must stand beside the model"),
        ("homes.csv", b"number,flat\n1,2\n", "must name a column"),
        ("homes.csv", b"", "is empty"),
        ("homes.csv", b"\xff\xff\xff", "neither UTF-8 nor GB 18030"),
        ("homes.toml", b"A101 = ", "not TOML"),
        ("homes.toml", b"A101 = 7", "must have lines such as"),
        ("homes.csv", b"space,dwelling\n" + b"a,b\n" * 500, "MB"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused(tmp_path, name, content, message):
    if not name.startswith(("/", ".")):
        (tmp_path / name).write_bytes(content)

    with pytest.raises(ImporterError, match=message):
        with_dwellings_file(
            IfcOptions(dwellings_file=name), tmp_path, limits=Limits(megabytes=0.001)
        )


def test_a_table_that_links_out_of_the_folder_is_refused(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "homes.csv").write_text("space,dwelling\nA,B\n", encoding="utf-8")
    try:
        (inside / "homes.csv").symlink_to(tmp_path / "homes.csv")
    except OSError:
        pytest.skip("this system makes no links")

    with pytest.raises(ImporterError, match="outside the folder"):
        with_dwellings_file(IfcOptions(dwellings_file="homes.csv"), inside)


def wall_with_window(small, *, opened=True):
    wall, opening, window = (
        small.root(kind) for kind in ("IfcWall", "IfcOpeningElement", "IfcWindow")
    )
    if opened:
        small.root(
            "IfcRelVoidsElement",
            RelatingBuildingElement=wall,
            RelatedOpeningElement=opening,
        )
        small.root(
            "IfcRelFillsElement",
            RelatingOpeningElement=opening,
            RelatedBuildingElement=window,
        )
    return wall, opening, window


def bound(small, space, element):
    small.root(
        "IfcRelSpaceBoundary",
        RelatingSpace=space,
        RelatedBuildingElement=element,
        PhysicalOrVirtualBoundary="PHYSICAL",
        InternalOrExternalBoundary="EXTERNAL",
    )


@pytest.mark.parametrize("bounded", [0, 1, 2], ids=["wall", "opening", "window"])
def test_a_window_bounds_a_room_itself_or_by_opening_or_wall(
    small_model, read, bounded
):
    small = small_model()
    space = small.space("1", "卧室")
    things = wall_with_window(small)
    bound(small, space, things[bounded])

    facts, _ = read(small)

    assert {things[2].GlobalId: (space.GlobalId,)} == facts.spaces_of_window


def test_a_wall_of_several_rooms_does_not_say_which_is_the_windows(small_model, read):
    small = small_model()
    rooms = [small.space("1", "卧室"), small.space("2", "客厅")]
    wall, _, window = wall_with_window(small)
    for room in rooms:
        bound(small, room, wall)

    facts, _ = read(small)

    assert {} == facts.spaces_of_window
    expected = tuple(room.GlobalId for room in rooms)
    assert {window.GlobalId: expected} == facts.spaces_of_host
