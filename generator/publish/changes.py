"""What is to be done at a target: pure, from what is built, recorded, and lies there."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field

from generator.publish.built import BuiltFile
from generator.publish.record import Entries, Entry, key_of
from generator.publish.target import Found


class Changes(Struct):
    """What a publish will do.

    Attributes:
        sends: Files to be brought, in the order of their stages.
        kept: (file, tag) of those that are there already.
        orphans: Names of ours that the site has no more.
        deletions: Those of them that go now.
        waiting: Those of them that stay a while, as older pages may still show them.
        foreign: Names at the target that are not ours.
        conflicts: Foreign names in whose place a file of ours belongs.
    """

    sends: list[BuiltFile] = field(default_factory=list)
    kept: list[tuple[BuiltFile, str]] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)
    deletions: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)


def stage(name: str) -> int:
    """When a file is brought: assets before the pages that show them, then what lists the pages."""
    if name.startswith("sitemap") or name == "robots.txt":
        return 2
    return 0 if name.startswith("assets/") else 1


def find_changes(
    files: Sequence[BuiltFile],
    record: Entries,
    found: Mapping[str, Found],
    *,
    stamp: Callable[[BuiltFile], str],
    holds: Callable[[BuiltFile, Found], bool],
    now: int,
    keep_seconds: int,
    prune: bool = False,
    everything: bool = False,
) -> Changes:
    """Compare.

    Args:
        files: What is built.
        record: What was published, by `key_of` its names.
        found: What lies at the target.
        stamp: As in `Target`.
        holds: As in `Target`; asked only where record and target disagree.
        now: Seconds since 1970.
        keep_seconds: How long orphans other than pages stay.
        prune: Whether orphans go at all.
        everything: Whether to bring also what is there already.
    """
    changes = Changes()
    names = {file.name for file in files}
    for file in files:
        there, entry = found.get(file.name), record.get(key_of(file.name))
        if there is None or (everything and entry):
            changes.sends.append(file)
        elif entry is None:
            # Not ours: taken over where it is the same, to give it our headers.
            if not holds(file, there):
                changes.conflicts.append(file.name)
            changes.sends.append(file)
        elif entry.stamp == stamp(file) and (entry.tag == there.tag or holds(file, there)):
            changes.kept.append((file, there.tag))
        else:
            changes.sends.append(file)
    changes.sends.sort(key=lambda file: (stage(file.name), file.name))
    for name in sorted(found.keys() - names):
        entry = record.get(key_of(name))
        if entry is None:
            changes.foreign.append(name)
            continue
        changes.orphans.append(name)
        age = now - entry.orphaned if entry.orphaned else 0
        if prune and (name.endswith(".html") or age >= keep_seconds):
            changes.deletions.append(name)
        else:
            changes.waiting.append(name)
    # A page goes before its assets.
    changes.deletions.sort(key=lambda name: (-stage(name), name))
    return changes


def begun(
    record: Entries, changes: Changes, stamp: Callable[[BuiltFile], str], now: int
) -> dict[str, Entry]:
    """The record while files are on their way: all of them are ours already, whatever happens."""
    entries = {key_of(file.name): Entry(stamp(file), tag) for file, tag in changes.kept}
    entries |= {key_of(file.name): Entry(stamp(file), "") for file in changes.sends}
    for name in changes.orphans:
        old = record[key_of(name)]
        entries[key_of(name)] = Entry(old.stamp, old.tag, old.orphaned or now)
    return entries
