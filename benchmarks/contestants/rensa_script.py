"""The usual script around rensa: 3-word shingles, 64 bands of 2, candidate pairs."""

import json
import sys

from rensa import RMinHash, RMinHashLSH

with open(sys.argv[1], encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in lines]
lsh = RMinHashLSH(threshold=0.5, num_perm=128, num_bands=64)
signatures = []
for number, text in enumerate(texts):
    words = text.lower().split()
    signature = RMinHash(num_perm=128, seed=42)
    signature.update([" ".join(words[i : i + 3]) for i in range(len(words) - 2)])
    lsh.insert(number, signature)
    signatures.append(signature)
pairs = set()
for number, signature in enumerate(signatures):
    pairs.update((number, other) for other in lsh.query(signature) if other > number)
print(len(pairs))
