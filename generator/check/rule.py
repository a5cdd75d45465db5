"""What a rule is: one thing to look for, told with its severity, its reason and its source."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from generator.check.findings import Severity
from generator.source import KeyPath

if TYPE_CHECKING:
    from generator.check.page import CheckedPage
    from generator.check.site_facts import SiteFacts

Certainty = Literal["certain", "reported", "assumed"]


class Source(Struct, frozen=True):
    """Where a rule comes from.

    Attributes:
        certainty: `certain` for the networks' own documents and for how browsers work, `reported`
            for what practitioners tell, `assumed` for what is sensible and nowhere written.
        name: The document, or what is known.
        url: Where it can be read; empty where there is no such page.
    """

    certainty: Certainty
    name: str
    url: str = ""


class Words(Struct, frozen=True):
    """A place that is known by what stands there, in the page's file or in what it inherits."""

    text: str


class Found(Struct, frozen=True):
    """What a rule finds on one page, before its place is known.

    Attributes:
        where: The way to a value, or words that stand at the place.
        message: What is wrong, as a full sentence.
        hint: What to do about it; the rule's own advice if empty.
    """

    where: KeyPath | Words
    message: str
    hint: str = ""


class FoundBySite(Struct, frozen=True):
    """What a rule finds when it looks over a whole site: on which page, and where exactly."""

    page: int
    link: int
    message: str
    hint: str = ""


class Rule(Struct, frozen=True):
    """One thing to look for.

    Attributes:
        code: Stable and unique.
        severity: What a finding means; see Finding.
        title: The mistake in a few words.
        why: What it costs.
        fix: What to do.
        source: Where the rule comes from.
        look: Looks at one page.
        look_over: Looks over all pages of a site, once each of them has been looked at.
        reads: What `look` needs: the `source` alone, or the `html` too.
        needles: Texts, in lower case, without one of which the HTML has nothing to find.
        online: Whether it asks other hosts, and so runs only when that is wanted.
    """

    code: str
    severity: Severity
    title: str
    why: str
    fix: str
    source: Source
    look: "Callable[[CheckedPage], Iterator[Found]] | None" = None
    look_over: "Callable[[SiteFacts], Iterator[FoundBySite]] | None" = None
    reads: Literal["source", "html"] = "source"
    needles: tuple[str, ...] = ()
    online: bool = False

    @property
    def in_build(self) -> bool:
        """Whether every build asks this rule: it costs next to nothing, and is more than a note.

        These are the rules that read sources, and those that a few words in the HTML call for. What
        takes the HTML apart, or asks other hosts, waits for `landfast check`.
        """
        cheap = self.look is not None and (self.reads == "source" or bool(self.needles))
        return cheap and self.severity != "note"


def rule(
    code: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    fix: str,
    source: Source,
    html: bool = False,
    needles: tuple[str, ...] = (),
) -> "Callable[[Callable[[CheckedPage], Iterator[Found]]], Rule]":
    """Make a rule of a function that looks at one page."""

    def made(look: "Callable[[CheckedPage], Iterator[Found]]") -> Rule:
        reads: Literal["source", "html"] = "html" if html or needles else "source"
        return Rule(code, severity, title, why, fix, source, look, reads=reads, needles=needles)

    return made


def site_rule(
    code: str,
    severity: Severity,
    title: str,
    *,
    why: str,
    fix: str,
    source: Source,
    online: bool = False,
) -> "Callable[[Callable[[SiteFacts], Iterator[FoundBySite]]], Rule]":
    """Make a rule of a function that looks over a site."""

    def made(look: "Callable[[SiteFacts], Iterator[FoundBySite]]") -> Rule:
        return Rule(code, severity, title, why, fix, source, look_over=look, online=online)

    return made
