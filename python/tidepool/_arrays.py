"""Numbers of any origin as NumPy arrays that keep every digit."""

from __future__ import annotations

from typing import Any, Tuple

import numpy as np

from ._errors import GraphError

# Double precision has all integers up to here.
LARGEST_INTEGER = 2**53
NUMPY_PROTOCOLS = ("__array__", "__array_interface__", "__array_struct__")


def as_array(value: Any) -> np.ndarray:
    """`value` by an array protocol, a tensor that is trained as well.

    Raises what the conversion raises, and ValueError for numbers under a mask.
    """
    if type(value) is np.ndarray:
        return value
    # A tensor with a gradient, or in the memory of an accelerator, refuses to
    # become an array by itself.
    for method in ("detach", "cpu"):
        if not isinstance(value, np.ndarray) and callable(getattr(value, method, None)):
            value = getattr(value, method)()
    if isinstance(value, np.ma.MaskedArray) and np.any(value.mask):
        raise ValueError("some of its numbers are masked; say what they are, such as by filled(0)")
    if hasattr(value, "__dlpack__") and not any(hasattr(value, name) for name in NUMPY_PROTOCOLS):
        return np.from_dlpack(value)
    return np.asarray(value)


def as_real(value: Any, what: str) -> np.ndarray:
    """`value` as contiguous little-endian float32 or float64.

    float16 becomes float32 and integers float64, which have room for them.
    Anything that would lose or invent something is a GraphError: other types,
    numbers that are not finite. `what` names the value in its message.
    """
    try:
        array = as_array(value)
    except Exception as error:  # whatever a foreign array protocol raises
        raise GraphError(f"{what} cannot be read as an array: {error}") from error
    dtype = _real_type(array.dtype)
    if dtype is None:
        raise GraphError(f"{what} has numbers of type {array.dtype}; they have to be real numbers of up to 64 bits")
    real = np.ascontiguousarray(array, dtype=dtype).reshape(array.shape)
    if array.dtype.kind in "iu" and array.size and max(-int(array.min()), int(array.max())) > LARGEST_INTEGER:
        raise GraphError(f"{what} has integers that double precision cannot hold")
    finite = np.isfinite(real)
    if np.count_nonzero(finite) != finite.size:  # faster than all() for small arrays
        place = [int(index) for index in np.argwhere(~finite)[0]]
        raise GraphError(f"{what} is {real[tuple(place)]} at {place}; all numbers have to be finite")
    return real


def as_vector(value: Any, length: int, what: str) -> np.ndarray:
    """`value` as `length` real numbers; a single number stands for all of them."""
    return _spread(as_real(value, what), length, what)


def as_rows(value: Any, rows: int, length: int, what: str) -> np.ndarray:
    """`value` as `length` real numbers, given as a vector, a number, or `rows` rows.

    One row stands for all of them.
    """
    array = as_real(value, what)
    if array.ndim != 2:
        return _spread(array, length, what)
    width = length // rows
    one_row = array.shape[0] == 1
    return np.broadcast_to(with_shape(array, (1 if one_row else rows, width), what), (rows, width)).reshape(-1)


def with_shape(array: np.ndarray, shape: Tuple[int, ...], what: str) -> np.ndarray:
    """`array`, which must have this shape."""
    if array.shape != shape:
        raise GraphError(f"{what} has shape {array.shape}, but the nodes of the module ask for {shape}")
    return array


def _spread(array: np.ndarray, length: int, what: str) -> np.ndarray:
    return np.full(length, array) if array.ndim == 0 else with_shape(array, (length,), what)


def _real_type(dtype: np.dtype) -> Any:
    """The type that holds numbers of `dtype` exactly, None where there is none."""
    if dtype.kind in "iu":
        return "<f8"
    if dtype.kind == "f" and dtype.itemsize <= 8:
        return "<f8" if dtype.itemsize == 8 else "<f4"
    return None
