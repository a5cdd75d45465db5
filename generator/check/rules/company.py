"""The company: who is behind a page, as TikTok's policy for landing pages asks."""

import re
from collections.abc import Iterator

from generator.check.page import CheckedPage
from generator.check.rule import Found, Rule, rule
from generator.check.sources import HABITS, POLICY

_SHOPS = "Pages that sell must show it; without it they are rejected, or shown less and for more."
_WORDS = {
    "privacy": r"privacy|datenschutz|confidentialit|privacidad|privacidade|プライバシー|個人情報|"
    r"개인정보|privasi|ความเป็นส่วนตัว|bảo mật|riêng tư|خصوصية|隐私|隱私",
    "terms": r"terms|conditions|\bagb\b|geschäftsbedingungen|nutzungsbedingungen|cgv|términos|"
    r"condiciones|termos|condições|termini|condizioni|規約|約款|약관|ketentuan|syarat|ข้อกำหนด|"
    r"điều khoản|شروط|条款|條款",
    "returns": r"return|refund|rückgabe|widerruf|erstattung|retour|remboursement|devoluci|reembols|"
    r"devoluç|resi\b|rimbors|返品|返金|반품|환불|pengembalian|คืน|đổi trả|hoàn tiền|إرجاع|استرداد|"
    r"退货|退款|退貨",
    "shipping": r"shipping|delivery|versand|lieferung|livraison|envío|envio|entrega|spedizion|"
    r"consegna|配送|送料|배송|pengiriman|จัดส่ง|giao hàng|vận chuyển|شحن|توصيل|物流",
}
_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)


@rule(
    "company-missing",
    "error",
    "The page sells and names no company",
    why=f"TikTok asks for the company's name. {_SHOPS}",
    fix="Write `company: {legal_name: ...}` in site.yaml.",
    source=POLICY,
)
def name(page: CheckedPage) -> Iterator[Found]:
    """A page that sells names the company."""
    if page.sells and page.page.company is None:
        yield Found(("company",), "This page sells something and does not say who sells it.")


@rule(
    "company-address-missing",
    "error",
    "The page sells and gives no address",
    why=f"TikTok asks for the company's postal address. {_SHOPS}",
    fix="Write `company: {address: ...}` in site.yaml.",
    source=POLICY,
)
def address(page: CheckedPage) -> Iterator[Found]:
    """A page that sells has the company's address."""
    company = page.page.company
    if page.sells and company is not None and company.address is None:
        yield Found(
            ("company",),
            f"This page sells something, and {company.legal_name} has no address on it.",
        )


@rule(
    "company-contact-missing",
    "error",
    "The page sells and nobody can be reached",
    why=f"TikTok asks for a telephone number or a mail address. {_SHOPS}",
    fix="Write `company: {email: ...}` or `phone:` in site.yaml.",
    source=POLICY,
)
def contact(page: CheckedPage) -> Iterator[Found]:
    """A page that sells has a mail address or a telephone number."""
    company = page.page.company
    reachable = company is not None and (company.email or company.phone)
    if page.sells and company is not None and not reachable and not _has_contact_link(page):
        yield Found(
            ("company",), "This page sells something and gives neither mail address nor phone."
        )


def _has_contact_link(page: CheckedPage) -> bool:
    return "mailto:" in page.body or "tel:" in page.body


def _policy(code: str, kind: str, what: str, key: str) -> Rule:
    """The rule that a page that sells links to one of its policies."""

    @rule(
        code,
        "error",
        f"The page sells and does not link to its {what}",
        why=f"TikTok asks for the {what}. {_SHOPS}",
        fix=f"Write `company: {{{key}: https://...}}` in site.yaml.",
        source=POLICY,
    )
    def look(page: CheckedPage) -> Iterator[Found]:
        if page.sells and not _links_to(page, kind, key):
            yield Found(("company",), f"This page sells something and does not link to its {what}.")

    return look


terms = _policy("terms-missing", "terms", "terms and conditions", "terms_url")
returns = _policy("returns-missing", "returns", "policy for returns and refunds", "returns_url")
shipping = _policy("shipping-missing", "shipping", "shipping information", "shipping_url")


@rule(
    "privacy-missing",
    "error",
    "The page does not link to a privacy policy",
    why="TikTok asks for it on pages that sell and on pages that collect personal data, which "
    "pixels and forms do; the law of most countries does as well.",
    fix="Write `company: {privacy_url: https://...}` in site.yaml.",
    source=POLICY,
)
def privacy(page: CheckedPage) -> Iterator[Found]:
    """A page that sells, has pixels or a form links to the privacy policy."""
    because = (
        "sells something"
        if page.sells
        else "has a pixel"
        if page.page.pixels
        else "has a form"
        if not page.page.private  # its boxes send nothing
        and ("<input" in page.lower_html or "<textarea" in page.lower_html)
        else ""
    )
    if because and not _links_to(page, "privacy", "privacy_url"):
        where = ("company",) if page.page.company or page.sells else ("pixels",)
        yield Found(where, f"This page {because} and does not link to a privacy policy.")


@rule(
    "publisher-missing",
    "warning",
    "The page does not say who is behind it",
    why="Reviewers look for a name and for a way to reach somebody, also on pages that sell "
    "nothing themselves.",
    fix="Write `company: {legal_name: ..., email: ..., privacy_url: ...}` in site.yaml.",
    source=HABITS,
)
def publisher(page: CheckedPage) -> Iterator[Found]:
    """Every page names a company."""
    if not page.sells and page.page.company is None:
        yield Found(("company",), "This page does not say who is behind it.")


RULES = (name, address, contact, privacy, terms, returns, shipping, publisher)


def _links_to(page: CheckedPage, kind: str, key: str) -> bool:
    """Whether the page links to a policy: by the company's details, or in its text."""
    company = page.page.company
    if company is not None and getattr(company, key):
        return True
    words = re.compile(_WORDS[kind], re.IGNORECASE)
    return any(
        words.search(attributes) or words.search(label)
        for attributes, label in _LINK.findall(page.html)
    )
