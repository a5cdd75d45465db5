"""What a marketer should know of the links before the campaign runs."""

from collections.abc import Iterator

from generator.build.plan import PlannedPage
from generator.check.findings import Found
from generator.links import SUBS
from generator.media import MediaStore
from generator.site.attribution import preset_mapping

SUB_LENGTH = 100
"""Characters of an af_sub that AppsFlyer documents."""


def raw_data(page: PlannedPage, store: MediaStore) -> Iterator[Found]:
    """Copies for raw-data reports: the ones that found no room, and how much of them fits."""
    made = preset_mapping(page.source.page.attribution)
    for copy in made.left_out:
        yield Found(
            "warning",
            ("attribution", "raw_data"),
            "raw-data-left-out",
            copy.message,
            f"Choose another slot: `raw_data: {{{copy.key}: af_sub5}}`, or `off` to leave it out.",
        )
    for number in sorted(made.mapping.raw_copies):
        if "ttclid" in made.mapping.subs[number].keys:
            yield Found(
                "note",
                ("attribution",),
                "raw-data-length",
                f"{SUBS[number]} carries a copy of the ttclid for raw-data reports. AppsFlyer "
                f"documents {SUB_LENGTH} characters for it, and ttclids have up to 325, so the "
                "report may show only their beginning.",
                "The whole ttclid travels in the parameter ttclid and stands in original_url.",
            )


RULES = (raw_data,)
