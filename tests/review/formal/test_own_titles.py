"""The list of material knows its own titles."""

import pytest

from sunlight.review.formal.lists import formal_list
from sunlight.review.formal.material import attachments_by_item
from sunlight.review.records.declaration import Attachment
from sunlight.rules import ruleset

ITEMS = [item for item in formal_list(ruleset("xinzhou-2022")).items if item.names]


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_the_title_of_an_item_is_recognised(item):
    found, _ = attachments_by_item([Attachment(kind="", title=item.zh)], ITEMS)

    assert found[item.id]
