"""The page's modules as one, for a home that takes a single module: each in a function that returns what it exports.

So no name of one meets a name of another, and nothing is parsed: the modules keep to few forms of import and export,
and any other form is refused here.
"""

from __future__ import annotations

import re
from pathlib import Path

_IMPORT = re.compile(r'^import \{ (\w+(?:, \w+)*) \} from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:(?:async )?function|class|const) (\w+))", re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport\(.*|^await .*", re.MULTILINE)


def bundle(entry: Path) -> str:
    """Join a module and all that it imports; its default export is the whole's.

    Raises
    ------
    ValueError
        For a form of import or export, or an await beside functions, that is not understood; for modules in a circle.
    """
    written: dict[str, str] = {}
    _write(entry, written, ())
    return "\n".join([*written.values(), f"export default {_of(entry)};\n"])


def _of(module: Path) -> str:
    return f"${module.stem}"


def _write(module: Path, written: dict[str, str], above: tuple[str, ...]) -> None:
    """Write a module after those that it imports."""
    if module.stem in written:
        return
    if module.stem in above:
        raise ValueError(f"modules in a circle: {' → '.join([*above, module.stem])}")
    source = module.read_text("utf-8")
    for _, needed in _IMPORT.findall(source):
        _write(module.with_name(f"{needed}.js"), written, (*above, module.stem))
    exported = _EXPORT.findall(source)
    body = _IMPORT.sub(lambda found: f"const {{ {found[1]} }} = ${found[2]};", source)
    body = _DEFAULT.sub("return ", _EXPORT.sub("", body))
    if other := _OTHER.search(body):
        raise ValueError(f"{module.name}: not understood: {other[0]}")
    ends = "" if body != source and "\nreturn " in body else f"return {{ {', '.join(exported)} }};\n"
    written[module.stem] = f"const {_of(module)} = (() => {{\n{body}{ends}}})();\n"
