"""TikTok One's form for an anchor, field by field, with what is known about each value."""

from msgspec import Struct

from generator.check.characters import count_characters
from generator.check.page import CheckedPage
from generator.check.rules import anchors
from generator.errors import InputError
from generator.handoff.pictures import inlined
from generator.media import Picture
from generator.media import kind_of as media_kind
from generator.site import RemoteFile
from generator.site.destinations import App
from generator.site.fields import MediaFile
from generator.site.page_types.ecommerce import Ecommerce
from generator.site.page_types.entertainment import Entertainment
from generator.site.page_types.product import Product

KINDS = {
    Product: "Web destination link",
    Ecommerce: "E-commerce template",
    Entertainment: "Entertainment template",
}


class Field(Struct, frozen=True):
    """One field of the form.

    Attributes:
        name: Its name in the form.
        value: What goes into it; empty where the page says nothing.
        measure: What is measured: characters of how many, format and size of a file.
        note: What to know besides.
        preview: A picture of the value as a data: address, or empty.
        wrong: What is wrong with the value, in full sentences.
    """

    name: str
    value: str
    measure: str = ""
    note: str = ""
    preview: str = ""
    wrong: tuple[str, ...] = ()


class AnchorSheet(Struct, frozen=True):
    """The form of one anchor: its type and its fields, in the form's order."""

    kind: str
    country: str
    fields: tuple[Field, ...]

    @property
    def ready(self) -> bool:
        """Whether everything can be pasted as it is."""
        return not any(one.wrong or not one.value for one in self.fields)


def anchor_sheet(page: CheckedPage) -> AnchorSheet | None:
    """The form of a page's anchor; None where the page is for none."""
    shown = page.page
    kind = next((name for model, name in KINDS.items() if isinstance(shown, model)), None)
    if kind is None or shown.anchor is None:
        return None
    anchor = shown.anchor
    wrong = _findings(page)
    fields = [
        Field(
            "Country",
            anchor.country or shown.country,
            note="The anchor shows in this country only, and the campaign must be for it.",
            wrong=wrong.get("country", ()),
        )
    ]
    if isinstance(shown, Product):
        fields += [
            Field("Category", shown.category, note="As in TikTok One's list."),
            Field(
                "Product detail page",
                page.planned.url,
                note="Without parameters: tracking links are refused.",
                wrong=wrong.get("link", ()),
            ),
            Field("Call to action", shown.cta.label or ""),
        ]
    else:
        fields += [
            Field(
                "Link",
                page.planned.url,
                note="Without parameters: tracking links are refused.",
                wrong=wrong.get("link", ()),
            ),
            *(_text(page, key, wrong.get(key, ())) for key in ("title", "description")),
        ]
    if isinstance(shown, (Ecommerce, Entertainment)):
        fields.append(_image("Background image", shown.background.src, page, wrong))
    if isinstance(shown, Entertainment) and shown.video:
        fields.append(_clip(shown.video, page, wrong.get("video", ())))
    if isinstance(shown, Ecommerce) and shown.coupon:
        if shown.coupon.code:
            fields.append(Field("Discount code", shown.coupon.code))
        fields.append(Field("Coupon link", shown.coupon.url, wrong=wrong.get("coupon", ())))
    if isinstance(shown, Ecommerce):
        note = "Choose website."
        if isinstance(shown.cta, App):
            note += " The page's button opens the app; the form itself refuses OneLinks."
        fields.append(Field("Website or app", page.planned.url, note=note))
    if shown.pixels:
        fields.append(Field("Pixel", ", ".join(shown.pixels.tiktok), note="Needs permission."))
    fields += [
        Field("Anchor name", anchor.name or "", note="Only you see it."),
        _thumbnail(anchor.thumbnail, page),
    ]
    return AnchorSheet(kind, anchor.country or shown.country, tuple(fields))


def _findings(page: CheckedPage) -> dict[str, tuple[str, ...]]:
    """What the rules for anchors say, by the field that it is about."""
    about: dict[str, list[str]] = {}
    fields = {"background": "background", "video": "video", "coupon": "coupon"}
    for rule in anchors.RULES:
        if rule.severity == "note" or rule.look is None:
            continue
        try:
            found = list(rule.look(page))
        except InputError:
            continue  # the build tells it
        for one in found:
            path = one.where if isinstance(one.where, tuple) else ()
            first = str(path[0]) if path else ""
            key = str(path[1]) if first == "anchor" and len(path) > 1 else fields.get(first, "link")
            about.setdefault(key, []).append(one.message)
    return {key: tuple(messages) for key, messages in about.items()}


def _text(page: CheckedPage, key: str, wrong: tuple[str, ...]) -> Field:
    text = getattr(page.page.anchor, key) or ""
    count = f"{count_characters(text)} of {anchors.MOST_CHARACTERS} characters" if text else ""
    return Field(key.capitalize(), text, count, wrong=wrong)


def _image(
    name: str, file: MediaFile | RemoteFile, page: CheckedPage, wrong: dict[str, tuple[str, ...]]
) -> Field:
    if isinstance(file, RemoteFile):
        return Field(name, file.ref, note="Save it from there.")
    if media_kind(file.path) != "picture":
        return Field(name, file.ref, wrong=wrong.get("background", ()))
    picture: Picture = page.store.picture(file.path, role="hero")
    measure = f"{picture.format}, {picture.width} × {picture.height}, {picture.bytes / 1e6:.2f} MB"  # noqa: RUF001
    preview = inlined(file.path, page.store, (140, 250))
    return Field(name, file.ref, measure, preview=preview, wrong=wrong.get("background", ()))


def _clip(file: MediaFile, page: CheckedPage, wrong: tuple[str, ...]) -> Field:
    poster = getattr(page.page, "poster", None)
    clip = page.store.video(file.path, poster=poster.path if poster else None)
    measure = (
        f"{clip.container.upper()}, {clip.width} × {clip.height}, {clip.duration:.0f} s, "  # noqa: RUF001
        f"{clip.bytes / 1e6:.1f} MB"
    )
    preview = inlined(clip.poster.fallback.asset.path, page.store, (250, 140))
    return Field("Video clip", file.ref, measure, preview=preview, wrong=wrong)


def _thumbnail(file: MediaFile | None, page: CheckedPage) -> Field:
    if file is None:
        return Field("Thumbnail", "", note="Only you see it.")
    if media_kind(file.path) != "picture":
        return Field("Thumbnail", file.ref, note="Only you see it.")
    preview = inlined(file.path, page.store, (120, 120))
    return Field("Thumbnail", file.ref, note="Only you see it.", preview=preview)
