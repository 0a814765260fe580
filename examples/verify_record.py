#!/usr/bin/env python3
"""Verifies a record (a C2SP tlog-tiles log) with Python's own library and the program openssl.

    verify_record.py PLACE KEY [OLD_CHECKPOINT...]

PLACE is the record's directory or its http address, KEY the file with the verifier key that you
got when the record began. Every entry is read; together they must lead to the root in the signed
checkpoint, and so must the first ones to each old checkpoint that you kept.
"""
import base64
import hashlib
import os
import subprocess
import sys
import tempfile
import urllib.request


def fetch(place, name):
    if "://" in place:
        with urllib.request.urlopen(f"{place.rstrip('/')}/{name}") as answer:
            return answer.read()
    with open(os.path.join(place, name), "rb") as file:
        return file.read()


def signed(note, key):
    """(origin, size, root) of a checkpoint that this key signed."""
    name, key_id, encoded = key.split("+", 2)
    public = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(encoded)[1:]
    text, _, signatures = note.decode().rpartition("\n\n")
    text += "\n"
    for line in signatures.splitlines():
        signature = base64.b64decode(line.rpartition(" ")[2])
        if not line.startswith(f"— {name} ") or signature[:4].hex() != key_id:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for file, content in (("key", public), ("text", text.encode()), ("sig", signature[4:])):
                with open(os.path.join(folder, file), "wb") as out:
                    out.write(content)
            command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile sig"
            if subprocess.run(command.split(), cwd=folder, capture_output=True).returncode == 0:
                origin, size, root = text.split("\n")[:3]
                return origin, int(size), base64.b64decode(root)
    sys.exit("this key did not sign the checkpoint")


def entries(place, size):
    """Each entry in order: bundles of 256, the last one of what is left."""
    for first in range(0, size, 256):
        digits = f"{first // 256:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[i:i + 3] for i in range(0, len(digits), 3)]
        name = "tile/entries/" + "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
        count = min(256, size - first)
        bundle = fetch(place, name if count == 256 else f"{name}.p/{count}")
        for _ in range(count):
            length = int.from_bytes(bundle[:2], "big")
            yield bundle[2:2 + length]
            bundle = bundle[2 + length:]
        if bundle:
            sys.exit(f"{name} has more than its entries")


def root_of(leaves):
    """Merkle tree hash of RFC 6962: split at the largest power of two below the size."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + root_of(leaves[:half]) + root_of(leaves[half:])).digest()


def main(place, key_file, *old):
    with open(key_file, encoding="utf-8") as file:
        key = file.read().strip()
    origin, size, root = signed(fetch(place, "checkpoint"), key)
    leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in entries(place, size)]
    if root_of(leaves) != root:
        sys.exit(f"FALSE: the {size} entries are not those that were signed")
    print(f"{origin}: all {size} entries are those that were signed")
    for path in old:
        with open(path, "rb") as file:
            old_origin, old_size, old_root = signed(file.read(), key)
        if old_origin != origin or old_size > size or root_of(leaves[:old_size]) != old_root:
            sys.exit(f"FALSE: the record does not continue {path}")
        print(f"{path}: its {old_size} entries are still the first ones")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
