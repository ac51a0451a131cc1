"""The table of VM series: each size is of its series, and none is offered that Azure has retired."""

from __future__ import annotations

import re

from mlinfra.catalogue.vm_names import wrong_size
from mlinfra.catalogue.vm_sizes import SERIES, offered


def test_each_size_is_of_its_series_alone() -> None:
    """The pattern of one series matches it, so that its family and its retirement are those of one row."""
    for row in SERIES:
        for size in row.sizes:
            matching = [s.name for s in SERIES if re.fullmatch(f"standard_(?:{s.pattern})", size.name, re.IGNORECASE)]
            assert matching == [row.name]
            assert row.family


def test_what_the_local_target_offers_can_be_deployed() -> None:
    """No size that is offered is refused, and a series that is gone offers none, though its sizes are known."""
    names = [size.name for _, size in offered()]
    assert names
    assert [name for name in names if wrong_size(name)] == []
    assert any(row.gone and row.sizes for row in SERIES)
