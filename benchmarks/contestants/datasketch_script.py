"""The usual script around datasketch: 3-word shingles, 64 bands of 2, candidate pairs."""

import json
import sys

from datasketch import MinHash, MinHashLSH

with open(sys.argv[1], encoding="utf-8") as lines:
    texts = [json.loads(line)["text"] for line in lines]
lsh = MinHashLSH(num_perm=128, params=(64, 2))
signatures = []
for number, text in enumerate(texts):
    words = text.lower().split()
    signature = MinHash(num_perm=128)
    signature.update_batch([" ".join(words[i : i + 3]).encode() for i in range(len(words) - 2)])
    lsh.insert(number, signature)
    signatures.append(signature)
pairs = set()
for number, signature in enumerate(signatures):
    pairs.update((number, other) for other in lsh.query(signature) if other > number)
print(len(pairs))
