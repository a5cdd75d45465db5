"""A catalogue may be larger than memory: rows are read, and pages made, one at a time."""

import gc
import tracemalloc
import weakref
from pathlib import Path

from generator.build.plan import make_plan
from generator.site import SourcePage
from tests.site.catalogue_site import SHOP, product, site_of

FEW, MANY = 500, 4_000
MOST_BYTES_A_ROW = 2_000
"""What is kept of a row: its address, its key and its line."""


def rows(number: int) -> str:
    text = "x" * 3_000
    lines = (f"L{n},Lamp {n},29.00,{text}\n" for n in range(number))
    return "sku,title,price,text\n" + "".join(lines)


def peak_of_planning(root: Path, number: int) -> int:
    site = site_of(
        root, SHOP, product('path: "p/{{ row.sku }}"', "{{ row.text }}", rows=rows(number))
    )
    tracemalloc.start()
    plan = make_plan([site])
    assert len(plan) == number
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_planning_keeps_little_of_a_row(tmp_path: Path) -> None:
    few = peak_of_planning(tmp_path / "few", FEW)
    many = peak_of_planning(tmp_path / "many", MANY)
    assert (many - few) / (MANY - FEW) < MOST_BYTES_A_ROW


def test_no_page_outlives_the_next_but_one(tmp_path: Path) -> None:
    site = site_of(tmp_path, SHOP, product(body="{{ row.text }}", rows=rows(40)))
    seen: list[weakref.ref[SourcePage]] = []
    for planned in make_plan([site]):
        seen.append(weakref.ref(planned.source.page))  # type: ignore[arg-type]
        gc.collect()
        assert sum(page() is not None for page in seen) <= 2
    assert len(seen) == 40
