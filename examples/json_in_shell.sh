#!/usr/bin/env bash
# JSON Lines in plain shell, without any JSON tool.
set -euo pipefail
cd "$(dirname "$0")"

echo "== How many findings of each relation?"
# One finding a line. Quotes inside article text are escaped in JSON, so that no article can
# contain what is searched for here.
dedupe scan articles --format jsonl --exit-zero --quiet |
  grep -o '"relation": "[a-z-]*"' | sort | uniq -c

echo "== Which of the pairs that another program suspects hold?"
# Two paths a line, parted by a tab; one JSON object a line comes back, in the same order.
# The exit code is 1 if any of them is a finding, 2 if any could not be compared.
submitted=(articles/submitted/*.txt)
printf 'articles/wire/bridge.txt\t%s\n' "${submitted[@]}" |
  { dedupe compare --pairs - --quiet || [ $? -eq 1 ]; } |
  paste <(printf '%s\n' "${submitted[@]}") - |
  while IFS=$'\t' read -r path comparison; do
    case $comparison in
      *'"reported": true'*) echo "yes $path" ;;
      *) echo "no  $path" ;;
    esac
  done
