"""Files appear together or not at all."""

import pytest

from sunlight.errors import InputError
from sunlight.report.staging import staged_folder


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def put(folder, name, text="new"):
    (folder / name).write_text(text, encoding="utf-8")


def stage(folder, *names):
    with staged_folder(folder) as staged:
        for name in names:
            put(staged, name)


def stage_and_fail(folder, error):
    with staged_folder(folder) as staged:
        put(staged, "one.csv")
        raise error


def test_files_appear_at_the_end(tmp_path):
    folder = tmp_path / "a" / "b"
    with staged_folder(folder) as staged:
        put(staged, "one.csv")
        put(staged, "result.json")
        assert ["one.csv"] != names_in(folder)
        assert not (folder / "one.csv").exists()

    assert ["one.csv", "result.json"] == names_in(folder)


def test_an_error_inside_leaves_no_trace(tmp_path):
    folder = tmp_path / "a" / "b"

    with pytest.raises(ZeroDivisionError):
        stage_and_fail(folder, ZeroDivisionError())

    assert [] == names_in(tmp_path)


def test_an_error_inside_leaves_earlier_files_as_they_were(tmp_path):
    put(tmp_path, "one.csv", "old")

    with pytest.raises(KeyboardInterrupt):
        stage_and_fail(tmp_path, KeyboardInterrupt())

    assert ["one.csv"] == names_in(tmp_path)
    assert "old" == (tmp_path / "one.csv").read_text(encoding="utf-8")


def test_earlier_files_are_replaced_and_strangers_kept(tmp_path):
    put(tmp_path, "one.csv", "old")
    put(tmp_path, "mine.txt", "mine")

    with staged_folder(tmp_path) as staged:
        put(staged, "one.csv")

    assert ["mine.txt", "one.csv"] == names_in(tmp_path)
    assert "new" == (tmp_path / "one.csv").read_text(encoding="utf-8")


def test_a_file_of_an_earlier_result_does_not_stay_beside_a_new_one(tmp_path):
    put(tmp_path, "plan.png", "old")
    put(tmp_path, "result.json", "old")

    with staged_folder(tmp_path, replaced=("plan.png", "result.json")) as staged:
        put(staged, "result.json")

    assert ["result.json"] == names_in(tmp_path)


def test_a_file_that_is_of_no_earlier_result_stays(tmp_path):
    put(tmp_path, "plan.png", "mine")

    with staged_folder(tmp_path, replaced=("plan.png", "result.json")) as staged:
        put(staged, "result.json")

    assert ["plan.png", "result.json"] == names_in(tmp_path)


def test_a_file_in_the_way_of_the_folder_is_an_error(tmp_path):
    put(tmp_path, "out", "a file")

    with pytest.raises(InputError, match="is a file"), staged_folder(tmp_path / "out"):
        pass


def test_a_folder_below_a_file_is_an_error(tmp_path):
    put(tmp_path, "out", "a file")

    with (
        pytest.raises(InputError, match="Choose another folder"),
        staged_folder(tmp_path / "out" / "below"),
    ):
        pass


def test_what_cannot_be_replaced_undoes_the_rest(tmp_path):
    put(tmp_path, "a.csv", "old")
    (tmp_path / "z.csv").mkdir()
    put(tmp_path / "z.csv", "stranger", "mine")

    with pytest.raises(InputError, match="that were there before are unchanged"):
        stage(tmp_path, "a.csv", "b.csv", "z.csv")

    assert ["a.csv", "z.csv"] == names_in(tmp_path)
    assert "old" == (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_folders_within_move_too_and_earlier_pictures_go(tmp_path):
    (tmp_path / "pictures").mkdir()
    put(tmp_path / "pictures", "old.png", "old")
    put(tmp_path / "pictures", "mine.txt", "mine")
    put(tmp_path, "result.json", "old")

    with staged_folder(tmp_path, replaced=("pictures/*.png",)) as staged:
        (staged / "pictures").mkdir()
        put(staged / "pictures", "new.png")
        put(staged, "result.json")

    assert ["mine.txt", "new.png"] == names_in(tmp_path / "pictures")
    assert ["pictures", "result.json"] == names_in(tmp_path)


def stage_within(folder):
    with staged_folder(folder) as staged:
        (staged / "pictures").mkdir()
        put(staged / "pictures", "a.png")
        put(staged, "z.csv")


def test_where_a_folder_stands_in_the_way_nothing_is_left(tmp_path):
    (tmp_path / "z.csv").mkdir()
    put(tmp_path / "z.csv", "mine.txt", "mine")

    with pytest.raises(InputError):
        stage_within(tmp_path)

    assert ["z.csv"] == names_in(tmp_path)
    assert ["mine.txt"] == names_in(tmp_path / "z.csv")
