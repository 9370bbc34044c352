"""Neural networks from packages: read whole, checked by hash, run on one thread.

A network that computes how long every phoneme lasts need not tell: the tensor is inside, but no output of the
file. A file of ONNX is a protobuf message, and the parts of a message that are repeated may be appended to it,
so a few bytes at its end name one more output (https://protobuf.dev/programming-guides/encoding/#last-one-wins).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from lecture.errors import VoiceError

_GRAPH, _OUTPUT, _NAME = 7, 12, 1  # field numbers of ModelProto, GraphProto and ValueInfoProto


def with_output(model: bytes, tensor: str) -> bytes:
    """Make a hidden tensor of a network one more of its outputs.

    Parameters
    ----------
    model
        The ONNX file.
    tensor
        Name of the tensor inside the graph.

    Examples
    --------
    >>> with_output(b"", "d").hex(" ")
    '3a 05 62 03 0a 01 64'
    """
    return model + _field(_GRAPH, _field(_OUTPUT, _field(_NAME, tensor.encode())))


def checked(parts: Iterable[tuple[str, str]], sha256: str, install: str) -> bytes:
    """Read a file that comes in one or more packages, and make sure that it is the one that was measured.

    Parameters
    ----------
    parts
        Module and file name of each part, in order.
    sha256
        Hash of the whole.
    install
        What to do if it is damaged.

    Raises
    ------
    VoiceError
        If a part is missing, or the whole is not what it should be.
    """
    try:
        whole = b"".join(files(module).joinpath(name).read_bytes() for module, name in parts)
    except (ImportError, OSError) as error:
        raise VoiceError(f"its model cannot be read: {error}", install) from error
    if hashlib.sha256(whole).hexdigest() != sha256:
        raise VoiceError("its model is damaged, or of another version: its hash does not match", install)
    return whole


class Network:
    """A network on one thread: the same numbers again, and as many processes as there are cores."""

    def __init__(self, model: bytes) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def __call__(self, outputs: list[str] | None, **inputs: Any) -> list[Any]:
        """Compute the named outputs (all of them for ``None``)."""
        told: Mapping[str, Any] = inputs
        return list(self._session.run(outputs, told))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    digits = bytearray()
    while value > 127:
        digits.append(value & 127 | 128)
        value >>= 7
    return bytes([*digits, value])
