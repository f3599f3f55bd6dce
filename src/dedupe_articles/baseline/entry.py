"""One accepted finding."""

from __future__ import annotations

from dataclasses import dataclass, field

from dedupe_articles.model import NO_IMPRINT, Acceptance, Imprint


@dataclass(frozen=True, slots=True)
class Entry:
    """An accepted finding; `a` and `b` are the ids that its articles had at that time."""

    fingerprint: str
    relation: str
    a: str
    b: str
    imprint: Imprint = NO_IMPRINT
    acceptance: Acceptance = field(default_factory=Acceptance)

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it stands in the file."""
        return self.a, self.b, self.fingerprint
