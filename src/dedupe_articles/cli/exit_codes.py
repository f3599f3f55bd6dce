"""The exit codes of the command line: a part of its contract."""

from __future__ import annotations

from typing import Final

NOTHING: Final = 0
"""Nothing was found at or above `--fail-on`."""

FINDINGS: Final = 1
"""There is a finding at or above `--fail-on`; for `compare`: the pair is one."""

ERROR: Final = 2
"""The usage, the configuration, an input or the program itself is at fault."""

NO_ARTICLE: Final = 3
"""No article was collected, so that finding nothing means nothing."""
