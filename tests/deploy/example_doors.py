"""The doors of all examples, for one edge."""

import re
from pathlib import Path

from headwater.edge.authentication.keys import hash_key, new_key
from headwater.edge.authentication.passwords import hash_password

EXAMPLES = Path(__file__).parents[2] / "examples" / "edge"
#: For the doors that want one.
KEY, PASSWORD, PASS_SECRET = new_key(), "öffne dich, ゴマ", "0123456789abcdef" * 2


def read_example(path: Path) -> str:
    """The doors of an example below a path of its own, with secrets that the tests know."""
    text = re.sub('(?m)^path = "/', f'path = "/{path.stem}/', path.read_text())
    text = re.sub('(?m)^(path = ".+)/"$', r'\1"', text)
    text = re.sub('(?m)^name = "([a-z]+)"\npath', rf'name = "{path.stem}-\1"\npath', text)
    text = re.sub('(?m)^web = ".*"$', f'web = "{hash_key(KEY)}"', text)
    return re.sub('(?m)^ada = ".*"$', f'ada = "{hash_password(PASSWORD)}"', text)
