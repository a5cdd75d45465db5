"""Every sentence that publishing and verifying say to people."""

import click

from generator.cli.messages import counted, size_text
from generator.publish.events import Compared, Published

FAILED_END = "What was brought stays; nothing is lost."


def compared_text(event: Compared) -> str:
    """What is about to happen, or with --dry-run what would."""
    rows = [f"send    {name}" for name in event.sends]
    rows += [f"remove  {name}" for name in event.deletions]
    if event.dry_run:
        return "\n".join(rows)
    return f"Sending {counted(len(event.sends), 'file')} to {event.target} ..."


def published_text(event: Published) -> str:
    """What a publish ends with, for one site."""
    if event.command:
        verb = "Would run" if event.dry_run else "Ran"
        return f"{verb} the command for {event.site}: {event.command}"
    verb = "Would publish" if event.dry_run else "Published"
    kept = event.files - len(event.sent)
    size = size_text(event.sent_bytes)
    parts = [
        f"{counted(len(event.sent), 'file')} sent ({size})" if event.sent else "nothing to send"
    ]
    if event.deleted:
        parts.append(f"{len(event.deleted)} removed")
    parts.append(f"{kept} unchanged")
    lines = [
        f"{verb} {event.site} → {event.target}: {', '.join(parts)} in {event.seconds:.2f} s",
    ]
    if event.waiting:
        stay = "stays" if event.waiting == 1 else "stay"
        lines.append(
            f"  {counted(event.waiting, 'old file')} {stay}: caches may hold pages that show them. "
            "--prune removes pages at once and assets later."
        )
    if event.foreign:
        lines.append(f"  Not Landfast's, and left alone: {counted(event.foreign, 'file')}.")
    if event.changed_urls and not event.dry_run:
        lines.append(click.style("  To purge from a cache: see --urls.", dim=True))
    return "\n".join(lines)
