"""Reads and writes the .npy files of the tests, without NumPy."""

import ast
import struct


def write_npy(path, rows, width, code="B"):
    """Writes rows of `width` numbers; `code` as in `struct`: B, b, H, h, I, i, Q, q."""
    kind = ("u" if code.isupper() else "i") + str(struct.calcsize("<" + code))
    header = f"{{'descr': '{'|' if kind[1] == '1' else '<'}{kind}', 'fortran_order': False, 'shape': ({len(rows)}, {width}), }}"
    header = header.ljust(117) + "\n"
    with open(path, "wb") as file:
        file.write(b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode())
        for row in rows:
            file.write(struct.pack(f"<{width}{code}", *row))


def read_npy(path):
    """The rows of a file with two dimensions."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack_from("<H", data, 8)
    header = ast.literal_eval(data[10 : 10 + length].decode())
    count, width = header["shape"]
    code = {"|u1": "B", "<i2": "h", "<f8": "d"}[header["descr"]]
    numbers = struct.unpack_from(f"<{count * width}{code}", data, 10 + length)
    return [list(numbers[k * width : (k + 1) * width]) for k in range(count)]
