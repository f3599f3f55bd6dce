#!/usr/bin/env bash
# At a terminal: scan a folder, look at one pair, ask why a pair is not reported.
set -euo pipefail
cd "$(dirname "$0")"

# `dedupe` exits with 1 when it found something, which is no failure here; 2 and 3 are.
dedupe() {
  command dedupe "$@" || [ $? -eq 1 ]
}

echo "== What was copied or derived in this folder?"
dedupe scan articles

echo "== Only what takes over most of another article, one relation only"
dedupe scan articles --relation derived --min-score 0.8

echo "== One pair, sentence by sentence"
dedupe compare articles/wire/bridge.txt articles/submitted/bridge-rewritten.txt

echo "== Why is the reporter's own article not reported?"
dedupe compare --explain articles/wire/bridge.txt articles/submitted/bridge-own-report.txt
