"""Groups of articles: a scan can be limited to pairs of different groups, or of one group."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from dedupe_articles.model import Article

FOLDER: Final = "folder"
SITE: Final = "site"

# Where the metadata of an article has its address, the surest first.
_ADDRESSES: Final = ("canonical_url", "canonical", "url", "link", "source_url")


def group_of(article: Article, group_by: str) -> str | None:
    """Return the group of an article: its folder, its site, or what a field of metadata says.

    None where it has none; such an article is a group of its own.
    """
    if group_by == FOLDER:
        return PurePosixPath(article.path.replace("\\", "/")).parent.as_posix()
    if group_by == SITE:
        addresses = (article.metadata.get(name) for name in _ADDRESSES)
        hosts = (_host(address) for address in addresses if address)
        return next((host for host in hosts if host), article.metadata.get(SITE))
    value = article.metadata.get(group_by) or article.metadata.get(group_by.lower())
    return value.strip() if value and value.strip() else None


def _host(address: str) -> str | None:
    """Return the host of a URL as it is compared: in small letters, without `www.`."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
